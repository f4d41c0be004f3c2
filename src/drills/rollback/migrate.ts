import { join } from 'node:path';
import { exitText, runChild } from '../../core/scratch/child.ts';
import type { Role } from '../../model/journal.ts';
import { MigrationFailed, migrateDown, migrateUp, readMigrations } from '../../storage/engines/postgres/migrations.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import type { PlannedStore, PlannedVersion } from './plan.ts';
import type { Stage } from './stage.ts';

/** The artifact's own migration tool; it gets DATABASE_URL and works in the version's folder. */
const runTool = async (
  stage: Stage,
  store: PlannedStore,
  version: PlannedVersion,
  command: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const [program = '', ...args] = command;
  const done = await runChild(
    {
      scratch: stage.scratch,
      command: [program === 'node' ? process.execPath : program, ...args],
      cwd: version.folder,
      env: {
        PATH: stage.machine['PATH'] ?? '/usr/bin:/bin',
        HOME: stage.machine['HOME'] ?? '/',
        DATABASE_URL: stage.urls[store.name] ?? '',
      },
      logFile: join(stage.scratch.folder, `migrate-${version.version}.log`),
    },
    signal,
  );
  if (done.code !== 0) throw new MigrationFailed(`${command.join(' ')} (${exitText(done)})`, done.tail.join('\n    '));
};

const versionOf = ({ plan }: Stage, role: Role): PlannedVersion => (role === 'old' ? plan.from : plan.to);

/** Runs a version's migrations upwards, for every store where they come before the version starts. */
export const migrateStoresUp = async (stage: Stage, role: Role, signal: AbortSignal): Promise<void> => {
  const version = versionOf(stage, role);
  for (const store of stage.plan.stores) {
    if (store.migrate !== 'before' || store.migrations === undefined) continue;
    if (typeof store.migrations !== 'string') await runTool(stage, store, version, store.migrations.up, signal);
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
      if (store.migrations.down) await runTool(stage, store, to, store.migrations.down, signal);
    } else {
      const keep = new Set((await readMigrations(join(from.folder, store.migrations))).map(({ name }) => name));
      await using session = await openSession(stage.urls[store.name] ?? '');
      await migrateDown(session, await readMigrations(join(to.folder, store.migrations)), keep);
    }
  }
};
