import { join } from 'node:path';
import { deadline, longestTimer } from '../../core/deadline.ts';
import { messageOf } from '../../core/error.ts';
import { exitText, runChild } from '../../core/scratch/child.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { Role } from '../../model/journal.ts';
import { MigrationFailed, migrateDown, migrateUp, readMigrations } from '../../storage/engines/postgres/migrations.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import type { PlannedStore, PlannedVersion } from './plan.ts';
import type { Stage } from './stage.ts';

/** How an artifact's own migration tool is run. */
interface ToolRun {
  readonly scratch: Scratch;
  readonly command: readonly string[];
  /** Of the version: the tool works there. */
  readonly folder: string;
  /** Of the database; the tool gets it as DATABASE_URL. */
  readonly url: string;
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Name of its log in the run's folder. */
  readonly log: string;
  /** It is ended after so many milliseconds; absent: when the drill is. */
  readonly limitMs?: number;
}

/** Runs the artifact's own migration tool. Throws `MigrationFailed`, whose cause is a `Stopped` where it was ended. */
export const runTool = async (
  { scratch, command, folder, url, machine, log, limitMs = longestTimer }: ToolRun,
  signal: AbortSignal,
): Promise<void> => {
  const [program = '', ...args] = command;
  using limited = deadline(signal, limitMs, command.join(' '));
  const done = await runChild(
    {
      scratch,
      command: [program === 'node' ? process.execPath : program, ...args],
      cwd: folder,
      env: { PATH: machine['PATH'] ?? '/usr/bin:/bin', HOME: machine['HOME'] ?? '/', DATABASE_URL: url },
      logFile: join(scratch.folder, log),
    },
    limited.signal,
  ).catch((cause: unknown) => {
    if (signal.aborted || !limited.signal.aborted) throw cause;
    throw new MigrationFailed(`${messageOf(limited.signal.reason)}, and was ended`, undefined, limited.signal.reason);
  });
  if (done.code !== 0) throw new MigrationFailed(`${command.join(' ')} (${exitText(done)})`, done.tail.join('\n    '));
};

const toolRun = (stage: Stage, store: PlannedStore, version: PlannedVersion, command: readonly string[]): ToolRun => ({
  scratch: stage.scratch,
  command,
  folder: version.folder,
  url: stage.urls[store.name] ?? '',
  machine: stage.machine,
  log: `migrate-${version.version}.log`,
});

const versionOf = ({ plan }: Stage, role: Role): PlannedVersion => (role === 'old' ? plan.from : plan.to);

/** Runs a version's migrations upwards, for every store where they come at one of these times. */
export const migrateStoresUp = async (
  stage: Stage,
  role: Role,
  when: readonly PlannedStore['migrate'][],
  signal: AbortSignal,
): Promise<void> => {
  const version = versionOf(stage, role);
  for (const store of stage.plan.stores) {
    if (!when.includes(store.migrate) || store.migrations === undefined) continue;
    if (typeof store.migrations !== 'string') await runTool(toolRun(stage, store, version, store.migrations.up), signal);
    else {
      await using session = await openSession(stage.urls[store.name] ?? '');
      await migrateUp(session, await readMigrations(join(version.folder, store.migrations)));
    }
  }
};

/** Takes N's migrations back, from N's own artifact, for every store that has any. */
export const migrateStoresDown = async (stage: Stage, signal: AbortSignal): Promise<void> => {
  const { from, to } = stage.plan;
  for (const store of stage.plan.stores) {
    if (store.migrations === undefined) continue;
    if (typeof store.migrations !== 'string') {
      if (store.migrations.down) await runTool(toolRun(stage, store, to, store.migrations.down), signal);
    } else {
      const keep = new Set((await readMigrations(join(from.folder, store.migrations))).map(({ name }) => name));
      await using session = await openSession(stage.urls[store.name] ?? '');
      await migrateDown(session, await readMigrations(join(to.folder, store.migrations)), keep);
    }
  }
};
