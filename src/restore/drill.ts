import { deadline, within } from '../core/deadline.ts';
import { messageOf } from '../core/error.ts';
import { openScratch } from '../core/scratch/scratch.ts';
import type { RestoreFailure, RestoreJournal, RestorePhase } from '../model/journal.ts';
import { openSession } from '../storage/engines/postgres/session.ts';
import { readIntegrity } from './integrity.ts';
import { failureOf, isFull, saidOfCopy } from './blame.ts';
import { journalOf } from './journal.ts';
import type { RestorePlan } from './plan.ts';
import type { RestoreOptions, RestorePorts } from './ports.ts';
import { enough, type Run } from './run.ts';
import { recovering, stopwatch } from './rto.ts';
import { bootOn } from './steps/boot.ts';
import { compareAtMoment, readCopy } from './steps/compare.ts';
import { noteComplaint, noteLog, openCopy } from './steps/copy.ts';
import { fetchBackup } from './steps/fetch.ts';
import { closeEnclosure } from './steps/isolate.ts';
import { findBackup, holdAgainstSource, lookAtBackup } from './steps/find.ts';
import { committedOn, seekPoints } from './steps/points.ts';
import { takeBackup } from './steps/take.ts';
import { lookAtTimelines } from './steps/timelines.ts';

/** The steps, in their order. Whatever they learn is in the run's facts; `enough` ends it where there is nothing more to be learned. */
const rehearse = async (run: Run): Promise<void> => {
  const { plan, facts, phase } = run;
  const repository = await takeBackup(run);
  facts.provider = repository.provider;
  const time = stopwatch();
  run.lostAt ??= performance.now();
  const backup = await time(
    'find',
    phase('find', (signal) => findBackup(run, repository, signal)),
  );
  if (!facts.manifest) await phase('verify', (signal) => holdAgainstSource(run, repository, backup, signal), 'what the source holds');
  await time(
    'find',
    phase('find', (signal) => lookAtBackup(run, repository, backup, signal), 'its log'),
  );
  const restored = await time(
    'fetch',
    phase('fetch', (signal) => fetchBackup(run, repository, backup, signal)),
  );
  if (restored.kind === 'cluster' && (facts.manifest || run.points.length > 0))
    await phase('verify', async (signal) => {
      await lookAtTimelines(run, restored, signal);
      await compareAtMoment(run, restored, signal);
      await seekPoints(run, restored, run.database ?? backup.database ?? plan.database, signal);
    });
  await using copy = await phase('recover', (signal) => openCopy(run, restored, { kind: 'latest' }, 'latest', signal));
  const recovered = recovering(run.opened);
  // What a dump is brought to is started while it is fetched.
  const startedMs = restored.kind === 'database' ? recovered.start : 0;
  facts.rto = { ...time.spent, fetch: time.spent.fetch - startedMs, ...recovered };
  facts.rtoMs = Object.values(facts.rto).reduce((sum, ms) => sum + ms, 0);
  const database = run.database ?? backup.database ?? plan.database;
  await phase('verify', async (signal) => {
    if (!facts.content) await readCopy(run, copy, database, signal);
    await using session = await openSession(copy.url(database));
    facts.integrity = await readIntegrity(session);
    run.committed = await committedOn(run, copy, database);
    await noteLog(run, copy);
  });
  await phase('boot', (signal) => bootOn(run, copy.url(database), signal));
};

/**
 * Restores the newest backup where it hurts nobody, holds it against what was written down when it was taken, starts N-1 on it, and
 * removes all of it. Returns a journal, whatever stopped it but bad input; throws a `DrillError` (usage) for that, and what is a bug of ours.
 */
export const runRestoreDrill = async (plan: RestorePlan, ports: RestorePorts, options: RestoreOptions): Promise<RestoreJournal> => {
  const { clock, progress, signal, originMs } = options;
  const startedAt = clock.now().toISOString();
  const failures: RestoreFailure[] = [];
  const leftovers: string[] = [];
  const phases: { name: RestorePhase; startedMs: number; endedMs: number }[] = [];
  let at: RestorePhase = 'prepare';
  using limited = deadline(signal, plan.deadlineMs, `the drill ${plan.drill}`);
  const scratch = await openScratch(plan.id);
  const held = new AsyncDisposableStack();
  const run: Run = {
    plan,
    ports,
    options,
    scratch,
    held,
    facts: {
      now: startedAt,
      provider: plan.provider,
      budgets: plan.budgets,
      ...(Object.keys(plan.expects).length > 0 && { expected: plan.expects }),
    },
    phase: async (name, work, detail) => {
      at = name;
      progress.step(name, detail);
      const startedMs = performance.now() - originMs;
      try {
        return await within(limited.signal, work(limited.signal));
      } finally {
        phases.push({ name, startedMs, endedMs: performance.now() - originMs });
      }
    },
    restored: undefined,
    copyServer: undefined,
    database: undefined,
    enclosure: undefined,
    isolation: undefined,
    server: undefined,
    booted: undefined,
    opened: [],
    points: [],
    committed: [],
    lostAt: undefined,
  };
  try {
    await rehearse(run);
  } catch (error) {
    const atMs = performance.now() - originMs;
    if (signal.aborted) failures.push({ phase: at, who: 'interrupted', what: messageOf(signal.reason), at: atMs });
    else if (limited.signal.aborted) failures.push({ phase: at, who: 'harness', what: messageOf(limited.signal.reason), at: atMs });
    else if (error !== enough) {
      const said = saidOfCopy(error, at);
      if (said === undefined)
        failures.push(failureOf(error, { phase: at, at: atMs, shown: plan.synthetic, full: await isFull(error, scratch.folder) }));
      else noteComplaint(run, said);
    }
  } finally {
    progress.step('cleanup');
    for (const end of [() => held.disposeAsync(), () => closeEnclosure(run), () => scratch[Symbol.asyncDispose]()])
      try {
        await end();
      } catch (error) {
        leftovers.push(`${scratch.folder}: ${messageOf(error)}`);
      }
  }
  return journalOf(run, { startedAt, phases, failures, leftovers });
};
