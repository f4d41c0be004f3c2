import { chmod, lstat, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sleep } from '../deadline.ts';
import { DrillError } from '../error.ts';
import { findMarked, identify, isAlive, type ProcessId, signalTo } from './processes.ts';

// Everything that a run makes lies in one folder and every process that it starts carries the folder's id, so
// that whatever way the run ends, the next command finds and removes what is left of it.

/** What one run makes outside the workspace. Disposing of it ends its processes and removes its folder. */
export interface Scratch extends AsyncDisposable {
  readonly id: string;
  readonly folder: string;
  /** Must be in the environment of every process that the run starts. */
  readonly mark: Readonly<Record<string, string>>;
  /** From now on nothing is removed until `drill clean`. `how` tells people how to look at it. */
  readonly keep: (how: readonly string[]) => Promise<void>;
}

/** A run's folder as found on disk. */
export interface FoundScratch {
  readonly id: string;
  readonly folder: string;
  readonly state: 'running' | 'abandoned' | 'kept';
  readonly how: readonly string[];
}

interface Owner {
  readonly process: ProcessId;
  readonly keep?: readonly string[];
}

const variable = 'DRILL_SCRATCH';
const ownerFile = 'owner.json';

const canOthersEnter = async (folder: string): Promise<boolean> => {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (!found || (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
};

/**
 * The folder that holds the folders of all runs of this user. Where we are root it must be one that the unprivileged
 * user of the database can enter too.
 */
export const scratchRoot = async (): Promise<string> => {
  const uid = process.getuid?.() ?? -1;
  const candidates = [tmpdir(), '/tmp', '/var/tmp'];
  let base = candidates[0] ?? '/tmp';
  if (uid === 0) for (const candidate of candidates.toReversed()) if (await canOthersEnter(candidate)) base = candidate;
  const root = join(base, `rollback-drill-${uid}`);
  await mkdir(root, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST')
      throw new DrillError('scratch/unwritable', `cannot make the folder for temporary files, ${root}: ${error.message}`, {
        fix: 'free some space, or set TMPDIR to a folder that can be written to',
      });
  });
  const found = await lstat(root);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid))
    throw new DrillError('scratch/not-ours', `${root} is there already and belongs to somebody else`, {
      why: 'a database made there could be read or replaced by them',
      fix: `remove it, or set TMPDIR to a folder of your own`,
    });
  await chmod(root, 0o711);
  return root;
};

const removeFolder = async (folder: string): Promise<void> => {
  // A process that was just killed may still have been writing: look again before giving up.
  for (let attempt = 1; ; attempt++) {
    try {
      await rm(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
      await sleep(50 * attempt);
    }
  }
};

/**
 * Ends every process of a run: first politely, and the heads of families alone, for PostgreSQL ends its own children and
 * removes its shared memory only then; after 3 s all of them by force.
 */
const endProcesses = async (id: string, folder: string): Promise<void> => {
  const mark = `${variable}=${id}`;
  for (let round = 0; round < 20; round++) {
    const alive = await findMarked(mark, folder);
    if (alive.length === 0) return;
    const pids = new Set(alive.map(({ pid }) => pid));
    const heads = alive.filter(({ parent }) => parent === undefined || !pids.has(parent));
    const signal = (['SIGINT', 'SIGQUIT'] as const)[round] ?? 'SIGKILL';
    await Promise.all((signal === 'SIGKILL' ? alive : heads).map((one) => signalTo(one, signal)));
    const until = performance.now() + (signal === 'SIGKILL' ? 500 : 1500);
    while (performance.now() < until && (await Promise.all(alive.map(isAlive))).includes(true)) await sleep(20);
  }
};

const readOwner = async (folder: string): Promise<Owner | undefined> => {
  try {
    return JSON.parse(await readFile(join(folder, ownerFile), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
};

/** Makes the folder of a run. `id` must be new; letters, digits and dashes. */
export const openScratch = async (id: string): Promise<Scratch> => {
  const folder = join(await scratchRoot(), id);
  const owner: Owner = { process: await identify(process.pid) };
  await mkdir(folder, { mode: 0o711 });
  await writeFile(join(folder, ownerFile), JSON.stringify(owner), { mode: 0o600 });
  let kept = false;
  return {
    id,
    folder,
    mark: { [variable]: id },
    keep: async (how) => {
      kept = true;
      await writeFile(join(folder, ownerFile), JSON.stringify({ ...owner, keep: how } satisfies Owner), { mode: 0o600 });
    },
    [Symbol.asyncDispose]: async () => {
      if (kept) return;
      await endProcesses(id, folder);
      await removeFolder(folder);
    },
  };
};

/** All runs' folders that are on this machine, of this user. */
export const listScratches = async (): Promise<FoundScratch[]> => {
  const root = await scratchRoot();
  const found: FoundScratch[] = [];
  for (const id of await readdir(root)) {
    const folder = join(root, id);
    const owner = await readOwner(folder);
    // No owner yet: its maker may be between making the folder and writing the file.
    const age = Date.now() - (await stat(folder).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
    const running = owner ? await isAlive(owner.process) : age < 10_000;
    found.push({ id, folder, state: owner?.keep ? 'kept' : running ? 'running' : 'abandoned', how: owner?.keep ?? [] });
  }
  return found;
};

/** Ends the processes of a run that is not ours any more and removes its folder. */
export const removeScratch = async ({ id, folder }: Pick<FoundScratch, 'id' | 'folder'>): Promise<void> => {
  await endProcesses(id, folder);
  await removeFolder(folder);
};

/** Removes what killed runs have left behind; returns their ids. */
export const reap = async (): Promise<string[]> => {
  const abandoned = (await listScratches()).filter(({ state }) => state === 'abandoned');
  for (const scratch of abandoned) await removeScratch(scratch);
  return abandoned.map(({ id }) => id);
};
