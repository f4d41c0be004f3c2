import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DrillError } from '../../core/error.ts';
import { openLedger } from '../../evidence/ledger.ts';
import type { StoreBackups } from '../../model/backups.ts';
import { hashOfManifest } from '../../restore/manifest.ts';
import { manifestOfJob } from '../../restore/manifest/job.ts';
import { pointerOf } from '../../workspace/reading/places.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Io } from '../command.ts';
import { environmentNamed } from '../environment.ts';
import { invariantsOf } from './invariants.ts';
import type { BackedUp } from './listed.ts';
import { manifestsOf } from './manifests.ts';
import { urlAt } from './reference.ts';
import { repositoryOf } from './repository.ts';

/** Runs the job that takes backups: what it prints goes by, and it knows the snapshot. */
const jobOf =
  ([program = '', ...args]: readonly string[], io: Io) =>
  async (snapshot: string): Promise<void> => {
    const child = spawn(program, args, {
      cwd: io.cwd,
      env: { ...io.env, DRILL_SNAPSHOT: snapshot },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: io.signal,
      killSignal: 'SIGTERM',
    });
    // Standard output is the report's.
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => io.err(chunk.toString('utf8')));
    const [code, by] = (await once(child, 'close').catch((cause: unknown) => {
      io.signal.throwIfAborted();
      throw new DrillError('backup/job-failed', `${program} cannot be run: ${(cause as Error).message}`, { cause });
    })) as [number | null, string | null];
    if (code === 0) return;
    io.signal.throwIfAborted();
    throw new DrillError(
      'backup/job-failed',
      `${program} ${code === null ? `was ended by ${by ?? 'a signal'}` : `ended with exit code ${code}`}`,
      {
        fix: 'no manifest was written; look at what it says',
      },
    );
  };

const onlyOne = (stores: readonly BackedUp[]): BackedUp => {
  const [one, ...more] = stores;
  if (one && more.length === 0) return one;
  throw new DrillError(
    'backup/which-store',
    one ? `${stores.length} stores have backups; of which is it?` : 'no store has a backup declared',
    {
      fix: one
        ? stores.map(({ artifact, store }) => `drill backups ${artifact} --store ${store} --manifest`).join(', or ')
        : 'add stores.<name>.backup to drill.yaml',
    },
  );
};

interface Options {
  readonly environment?: string;
  readonly command: readonly string[];
}

/** Writes down what the source of a store holds, for the newest backup of it. @throws DrillError `backup/…` */
export const writeManifestOf = async (
  workspace: Workspace,
  stores: readonly BackedUp[],
  { environment, command }: Options,
  io: Io,
): Promise<NonNullable<StoreBackups['written']>> => {
  const { artifact, store, backup } = onlyOne(stores);
  const at = workspace.placeOf(pointerOf('artifacts', artifact, 'stores', store, 'backup'));
  if (!backup.source)
    throw new DrillError('backup/no-source', `the backup of ${artifact} ${store} says no source: nothing tells what it holds`, {
      fix: 'say where it is: source: { fromEnvironment: … }',
      at,
    });
  const world = { root: workspace.root, env: io.env, at };
  const manifest = await manifestOfJob(
    {
      of: {
        artifact,
        store,
        invariants: invariantsOf(backup),
        ...(backup.tenant !== undefined && { tenant: backup.tenant }),
        moment: backup.moment ?? 'snapshot',
      },
      repository: repositoryOf(backup, world),
      url: urlAt(backup.source, world),
      ...(command.length > 0 && { job: jobOf(command, io) }),
    },
    io.signal,
  );
  const hash = hashOfManifest(manifest);
  const ledger = openLedger(workspace.root, io.clock);
  const about = { artifact, environment: environmentNamed(workspace, environment).name, store, provider: backup.provider };
  await manifestsOf(workspace, ledger, about).write(manifest, hash);
  return { backup: manifest.backup, manifest: hash };
};
