import { join } from 'node:path';
import { deadline } from '../../core/deadline.ts';
import { parseDuration } from '../../core/duration.ts';
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
  /** How long it may take, `90s`, as drill.yaml says it. */
  readonly deadline?: string | undefined;
}

/** How long a tool may take where drill.yaml does not say: one that waits for an answer, or for another database, waits for ever. */
const usualDeadline = '1m';

/**
 * Runs the artifact's own migration tool, and ends it when it has taken too long.
 * @throws MigrationFailed whose cause is a `Stopped` where it was ended; DrillError `process/cannot-start`
 */
export const runTool = async (
  { scratch, command, folder, url, machine, log, deadline: limit = usualDeadline }: ToolRun,
  signal: AbortSignal,
): Promise<void> => {
  const [program = '', ...args] = command;
  using limited = deadline(signal, parseDuration(limit) ?? 0, command.join(' '));
  const done = await runChild(
    {
      scratch,
      command: [program === 'node' ? process.execPath : program, ...args],
      cwd: folder,
      declared: '`migrations` of the store in drill.yaml',
      env: { PATH: machine['PATH'] ?? '/usr/bin:/bin', HOME: machine['HOME'] ?? '/', DATABASE_URL: url },
      logFile: join(scratch.folder, log),
    },
    limited.signal,
  ).catch((cause: unknown) => {
    if (signal.aborted || !limited.signal.aborted) throw cause;
    const advice =
      'let it end by itself (it may wait for an answer, or for another database than that of DATABASE_URL), or give it longer: `deadline` of the store’s `migrations` in drill.yaml';
    throw new MigrationFailed(`${messageOf(limited.signal.reason)}, and was ended; ${advice}`, undefined, limited.signal.reason);
  });
  if (done.code !== 0) throw new MigrationFailed(`${command.join(' ')} (${exitText(done)})`, done.tail.join('\n    '));
};

type Tool = Exclude<NonNullable<PlannedStore['migrations']>, string>;

const toolRun = (
  stage: Stage,
  store: PlannedStore,
  version: PlannedVersion,
  { deadline: limit }: Tool,
  command: readonly string[],
): ToolRun => ({
  scratch: stage.scratch,
  command,
  deadline: limit,
  folder: version.folder,
  url: stage.urls[store.name] ?? '',
  machine: stage.machine,
  log: `migrate-${version.version}.log`,
});

/** Runs a version's migrations upwards on one database, before anything serves on it. */
export const migrateOn = async (
  at: {
    readonly scratch: Scratch;
    readonly url: string;
    readonly folder: string;
    readonly version: string;
    readonly migrations: PlannedStore['migrations'] | undefined;
    readonly machine: ToolRun['machine'];
  },
  signal: AbortSignal,
): Promise<void> => {
  const { migrations, folder, url } = at;
  if (migrations === undefined) return;
  if (typeof migrations !== 'string') return runTool({ ...at, command: migrations.up, log: `migrate-${at.version}.log` }, signal);
  await using session = await openSession(url);
  await migrateUp(session, await readMigrations(join(folder, migrations)));
};

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
    if (typeof store.migrations !== 'string') await runTool(toolRun(stage, store, version, store.migrations, store.migrations.up), signal);
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
      if (store.migrations.down) await runTool(toolRun(stage, store, to, store.migrations, store.migrations.down), signal);
    } else {
      const keep = new Set((await readMigrations(join(from.folder, store.migrations))).map(({ name }) => name));
      await using session = await openSession(stage.urls[store.name] ?? '');
      await migrateDown(session, await readMigrations(join(to.folder, store.migrations)), keep);
    }
  }
};
