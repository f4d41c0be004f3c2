import { join } from 'node:path';
import { deadline } from '../../../core/deadline.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { exitText, runChild } from '../../../core/scratch/child.ts';
import type { recoverySteps } from '../../../model/journal.ts';
import { untilArchived } from '../../../storage/engines/postgres/archived.ts';
import { openSession } from '../../../storage/engines/postgres/session.ts';
import { Blamed } from '../blame.ts';
import type { Stage } from '../stage.ts';
import { damageIn, openMarked } from './mark.ts';
import type { Chosen, Recovering } from './state.ts';

// What the route `restore` does, step by step. What fails in one is the fault of the backup, of its log or of what replays one.

/** Runs a step; what fails in it, its time included, is the restore's. */
const restoring = async <T>(stage: Stage, what: string, step: () => Promise<T>): Promise<T> => {
  stage.doing = { who: 'restore', what };
  try {
    const done = await step();
    stage.doing = undefined;
    return done;
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    throw new Blamed('restore', `${what}: ${error.message}`, error.problems[0]?.why?.split('\n'), error);
  }
};

/** A backup from before the rollout, taken while N-1 serves. */
export const takeBackup = async (stage: Stage, signal: AbortSignal): Promise<void> => {
  const { plan, urls, backups, progress } = stage;
  const { recover } = plan;
  if (!recover || stage.route !== 'restore') return;
  const [name = ''] = recover.stores;
  const url = urls[name] ?? '';
  if (!backups) throw new Blamed('harness', 'nothing was said of how backups are taken');
  progress.step('baseline', `a backup by ${backups.provider}`);
  const backup = await restoring(stage, 'no backup could be taken', () => backups.take(url, new URL(url).pathname.slice(1), signal));
  const { damage } = recover;
  if (damage !== undefined) {
    await using session = await openMarked(stage);
    const answer = await damageIn(session, damage);
    if (answer !== undefined)
      throw new Blamed('harness', 'the query for damage finds some before the rollout', undefined, undefined, `it ${answer}`);
  }
  stage.recovering = { backups, backup, steps: [], chosen: undefined, choose: undefined, server: undefined, lastBack: undefined };
};

/** How long the server may take to hand the last of its log to the archive, ms. */
const archiveMs = 30_000;

/** Brings the backup back and lets a server recover to the chosen place; from then on the stores are those on it. */
export const recoverStores = async (stage: Stage, recovering: Recovering, chosen: Chosen, signal: AbortSignal): Promise<void> => {
  const { backups, backup, steps } = recovering;
  const { plan, progress, originMs } = stage;
  const step = async <T>(name: (typeof recoverySteps)[number], what: string, work: () => Promise<T>): Promise<T> => {
    progress.step('rollback', `${name} ${backup.id}`);
    const startedMs = performance.now() - originMs;
    try {
      return await restoring(stage, what, work);
    } finally {
      steps.push({ name, startedMs, endedMs: performance.now() - originMs });
    }
  };
  const names = plan.recover?.stores ?? [];
  const live = Object.fromEntries(names.map((name) => [name, stage.urls[name] ?? '']));
  await step('archive', 'the log did not reach its archive', async () => {
    await using session = await openSession(live[names[0] ?? ''] ?? '');
    await untilArchived(session, { place: chosen.place, ms: archiveMs }, signal);
  });
  await step('fetch', `the backup ${backup.id} could not be brought back`, () => backups.fetch(backup.id, signal));
  const server = await step('recover', `the backup ${backup.id} could not be recovered`, () => backups.serve(chosen.name, signal));
  recovering.server = server;
  void server.lost.then((how) => stage.fail(new Blamed('environment', `the server on the restored copy ended (${how})`)));
  for (const name of names) stage.moveStore(name, server.url(new URL(live[name] ?? '').pathname.slice(1)));
};

/** Replays what the artifact itself wrote down since the chosen place, by its own command; where none is declared, that is given up. */
export const replayLog = async (stage: Stage, recovering: Recovering, chosen: Chosen, signal: AbortSignal): Promise<void> => {
  const { plan, scratch, machine, progress, originMs } = stage;
  const { recover } = plan;
  const log = recover?.log;
  if (!recover || !log) return;
  const [program = '', ...args] = log.replay;
  const text = log.replay.join(' ');
  progress.step('rollback', `replay: ${text}`);
  const startedMs = performance.now() - originMs;
  try {
    await restoring(stage, 'the log could not be replayed', async () => {
      using limited = deadline(signal, log.deadlineMs, text);
      const done = await runChild(
        {
          scratch,
          command: [program === 'node' ? process.execPath : program, ...args],
          cwd: plan.from.folder,
          declared: '`recover.log.replay` of the drill in drill.yaml',
          env: {
            PATH: machine['PATH'] ?? '/usr/bin:/bin',
            HOME: machine['HOME'] ?? '/',
            DATABASE_URL: stage.urls[recover.stores[0] ?? ''] ?? '',
            ...stage.variables,
            DRILL_REPLAY_FROM: chosen.instant,
            DRILL_REPLAY_FROM_PLACE: chosen.place,
          },
          logFile: join(scratch.folder, 'replay.log'),
        },
        limited.signal,
      ).catch((cause: unknown) => {
        if (signal.aborted || !limited.signal.aborted) throw cause;
        throw new Blamed('restore', `the log could not be replayed: ${messageOf(limited.signal.reason)}`, undefined, cause);
      });
      if (done.code !== 0) throw new Blamed('restore', `the replay of the log failed: ${text} (${exitText(done)})`, done.tail);
    });
  } finally {
    recovering.steps.push({ name: 'replay', startedMs, endedMs: performance.now() - originMs });
  }
};
