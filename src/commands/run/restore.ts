import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { within } from '../../core/deadline.ts';
import { parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import { makeSource } from '../../drills/restore/source.ts';
import { readBackOn, type ServedVersion } from '../../drills/restore/worked.ts';
import { startStubs, type Stubs } from '../../drills/restore/stubs.ts';
import { hideWrite } from '../../drills/rollback/redact.ts';
import { targetNamed } from '../../drills/targets/registry.ts';
import type { Acked } from '../../drills/workload/acked.ts';
import { workloadOf } from '../../drills/workload/load.ts';
import { evidenceOfDrill } from '../../evidence/evidence.ts';
import { pruneJournals, writeJournal } from '../../evidence/journal.ts';
import { openLedger } from '../../evidence/ledger.ts';
import { showProgress } from '../../report/terminal/progress.ts';
import { runRestoreDrill } from '../../restore/drill.ts';
import type { RestorePlan } from '../../restore/plan.ts';
import { judgeDrill } from '../../verdict/drill.ts';
import { digestOf, provide } from '../../workspace/sources/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { pointerOf } from '../../workspace/reading/places.ts';
import { invariantsOf } from '../backups/invariants.ts';
import { productionOf } from '../backups/production.ts';
import { manifestsOf } from '../backups/manifests.ts';
import { urlAt } from '../backups/reference.ts';
import { capabilitiesOf, repositoryOf, repositoryWithin } from '../backups/repository.ts';
import type { Io } from '../command.ts';
import { toolVersion } from '../version.ts';
import { definitionOf } from './definition.ts';
import type { MigrationOccasion } from './migration.ts';
import type { RunOptions } from './options.ts';
import { restorePlanJson, restorePlanText } from './plan-text.ts';
import type { Telling } from './telling.ts';

const ms = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseDuration(text));

/** Without a `deadline` it ends after so many milliseconds. */
const usualMs = 300_000;
/** How long N-1 is written to before the backup and after it, ms. */
const workMs = 1000;

/** Runs one restore drill from its declaration to the ledger; with `dryRun` only decides what would be done. */
export const runRestore = async (
  workspace: Workspace,
  { drill, declared, artifact, environment, chosen }: MigrationOccasion,
  options: RunOptions,
  io: Io,
  telling: Telling,
): Promise<void> => {
  const [store, definition] =
    Object.entries(artifact.stores ?? {}).find(([name, { backup }]) => backup && (drill.stores?.includes(name) ?? true)) ?? [];
  const backup = definition?.backup;
  if (store === undefined || !definition || !backup || !artifact.run)
    throw new DrillError('run/unresolved', `drill ${drill.name} has nothing to restore`, { kind: 'internal' });
  const at = workspace.placeOf(pointerOf('artifacts', artifact.name, 'stores', store, 'backup'));
  const world = { root: workspace.root, env: io.env, at };
  const source = backup.source && urlAt(backup.source, world);
  const into = backup.into && urlAt(backup.into.url, world);
  // Nothing is there to take a backup of, or to find: the drill makes both.
  const isMade = source === undefined && backup.take !== false;
  const budgets = { rtoMs: ms(backup.rto), rpoMs: ms(backup.rpo) };
  const plan: RestorePlan = {
    id: randomBytes(4).toString('hex'),
    drill: drill.name,
    artifact: artifact.name,
    environment: environment.name,
    synthetic: environment.synthetic ?? false,
    from: { version: chosen.from.version, digest: await digestOf(workspace, chosen.from, { signal: io.signal }) },
    to: { version: chosen.to.version, digest: await digestOf(workspace, chosen.to, { signal: io.signal }) },
    store,
    provider: backup.provider,
    source: isMade ? 'made' : source === undefined ? 'none' : 'given',
    take: isMade || (source !== undefined && (backup.take ?? false)),
    points: capabilitiesOf(backup).pointInTime ? (backup.points ?? (isMade ? ['time'] : [])) : [],
    moment: backup.moment ?? (isMade ? 'lock' : 'snapshot'),
    expects: backup.expects ?? {},
    database: backup.database ?? definition.database ?? store,
    ...(backup.server !== undefined && { programs: resolve(workspace.root, backup.server) }),
    invariants: invariantsOf(backup),
    production: productionOf(backup, definition),
    ...(backup.tenant !== undefined && { tenant: backup.tenant }),
    budgets: {
      ...(budgets.rtoMs !== undefined && { rtoMs: budgets.rtoMs }),
      ...(budgets.rpoMs !== undefined && { rpoMs: budgets.rpoMs }),
    },
    deadlineMs: ms(drill.deadline) ?? usualMs,
    workMs,
    requestTimeoutMs: ms(drill.requestTimeout) ?? 2000,
  };
  if (options.dryRun) return telling.planned({ text: restorePlanText(plan), json: restorePlanJson(plan) });
  const workload = await within(io.signal, workloadOf(drill.workload ?? '', workspace.root, relative(io.cwd, workspace.file), io.cwd));
  using progress = showProgress(drill.name, {
    write: io.err,
    look: io.look.err,
    interactive: io.interactive,
    monotonic: io.clock.monotonic,
  });
  await using from = await provide(workspace, chosen.from, { signal: io.signal, progress });
  const ledger = openLedger(workspace.root, io.clock);
  const originMs = performance.now();
  const version: ServedVersion = {
    target: targetNamed(environment.target),
    artifact: artifact.name,
    version: chosen.from.version,
    folder: from.folder,
    run: artifact.run,
    machine: io.env,
    workload,
    rate: drill.rate ?? 20,
    requestTimeoutMs: plan.requestTimeoutMs,
  };
  let acked: readonly Acked[] = [];
  await using held = new AsyncDisposableStack();
  let stubs: Stubs | undefined;
  const withStubs = async (scratch: Scratch): Promise<ServedVersion> => {
    if (drill.stubs) stubs ??= held.use(await startStubs(drill.stubs, scratch));
    return { ...version, ...(stubs && { stubs }) };
  };
  const journal = await runRestoreDrill(
    plan,
    {
      openSource: async (scratch, signal) => {
        const folder = join(scratch.folder, 'repository');
        await mkdir(folder, { mode: 0o711 });
        const { repository, server } = await repositoryWithin(backup, folder, world);
        const made = await makeSource(
          {
            scratch,
            version: await withStubs(scratch),
            store,
            migrations: definition.migrations,
            runId: plan.id,
            originMs,
            settings: server.settings,
          },
          signal,
        );
        return {
          ...made,
          repository,
          lose: async () => {
            const lostAt = await made.lose();
            acked = made.acked();
            return lostAt;
          },
        };
      },
      ...(isMade ? {} : { repository: repositoryOf(backup, world) }),
      ...(source !== undefined && { source }),
      ...(into !== undefined && { into }),
      boot: async (url, where, signal) => {
        const { failed, ...back } = await readBackOn(
          await withStubs(where.scratch),
          { ...where, stores: { [store]: url }, runId: plan.id },
          acked,
          signal,
        );
        return {
          version: version.version,
          ...back,
          writes: plan.synthetic ? back.writes : back.writes.map(hideWrite),
          ...(failed && {
            failed: failed.map(({ journey, what }) =>
              plan.synthetic ? `${journey}: ${what}` : `the journey ${journey} had other answers than it expects`,
            ),
          }),
          ...(stubs && { unanswered: stubs.unanswered() }),
        };
      },
      manifests: manifestsOf(workspace, ledger, {
        artifact: artifact.name,
        environment: environment.name,
        store,
        provider: backup.provider,
      }),
    },
    { clock: io.clock, progress, signal: io.signal, toolVersion: toolVersion(), originMs },
  );
  const document = await writeJournal(workspace.root, journal);
  const judgement = judgeDrill(journal);
  telling.found({ kind: 'drill', journal, judgement, path: document.path }, []);
  if (io.signal.aborted) return;
  const known = await definitionOf(workspace, declared, { now: io.clock.now(), entries: (await ledger.read()).entries });
  await ledger.append(evidenceOfDrill(journal, judgement, document, known));
  await pruneJournals(workspace.root, (await ledger.read()).entries);
};
