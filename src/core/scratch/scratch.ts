import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { sleep } from '../deadline.ts';
import { DrillError, messageOf } from '../error.ts';
import { hasRoom, memoryRoot, memoryRoots } from './memory.ts';
import { outsideOf, rememberOutside, type Removers, removeOutside, type Thing } from './outside.ts';
import { findMarked, identify, isAlive, type ProcessId, signalTo } from './processes.ts';

// Everything that a run makes lies in one folder, or in one of the same name in memory, and every process that it starts carries
// the folder's id; what cannot lie there (a container, a database on a server of others) is written down there before it is made. So
// whatever way the run ends, the next command finds and removes what is left of it.

/** What one run makes outside the workspace. Disposing of it ends its processes and removes its folder. */
export interface Scratch extends AsyncDisposable {
  readonly id: string;
  readonly folder: string;
  /** A folder for what need not survive the machine: in memory where there is room for it, else the run's own. */
  readonly inMemory: () => Promise<string>;
  /** Writes down what is about to be made elsewhere; what is returned says that it is gone again. */
  readonly remember: (thing: Thing) => Promise<() => Promise<void>>;
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

const variable = 'DRILL_SCRATCH';
const keptFile = 'kept.json';

/** File in a run's folder with the number of a System V segment of shared memory, which outlives a process that is killed. */
export const sharedMemoryFile = 'shared-memory';
/** The same of the server on a restored copy, which may run beside the one that it is a copy of. */
export const restoredMemoryFile = 'shared-memory-restored';

const run = promisify(execFile);

const removeSharedMemory = async (folder: string): Promise<void> => {
  for (const file of [sharedMemoryFile, restoredMemoryFile]) {
    const segment = await readFile(join(folder, file), 'utf8').catch(() => '');
    // Gone already, as it should be, or no such program here: nothing to do in either case.
    if (/^\d+$/.test(segment)) await run('ipcrm', ['-m', segment], { timeout: 2000 }).catch(() => undefined);
  }
};

// A folder's name says whose it is, so that there is no moment at which a folder has no owner:
// `<id>.<pid>.<started>.<namespace>`. Process numbers of another container mean nothing here.
const token = (text: string | undefined): string => (text ?? '').replaceAll(/[^A-Za-z0-9]+/g, '-');
const namespace = async (): Promise<string> => token(await readlink('/proc/self/ns/pid').catch(() => ''));
const nameOf = async (id: string, owner: ProcessId): Promise<string> => `${id}.${owner.pid}.${token(owner.started)}.${await namespace()}`;
const partsOf = (name: string): { id: string; pid: number; started: string; namespace: string } | undefined => {
  const [, id, pid, started, where] = /^(.+)\.(\d+)\.([A-Za-z0-9-]*)\.([A-Za-z0-9-]*)$/.exec(name) ?? [];
  return id === undefined || started === undefined || where === undefined ? undefined : { id, pid: Number(pid), started, namespace: where };
};

const canOthersEnter = async (folder: string): Promise<boolean> => {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (!found || (found.mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
};

/**
 * The folder that holds the folders of all runs of this user, whether it is there or not. Where we are root it must be one
 * that the unprivileged user of the database can enter too.
 */
const rootPath = async (): Promise<string> => {
  const uid = process.getuid?.() ?? -1;
  const candidates = [tmpdir(), '/tmp', '/var/tmp'];
  let base = candidates[0] ?? '/tmp';
  if (uid === 0) for (const candidate of candidates.toReversed()) if (await canOthersEnter(candidate)) base = candidate;
  return join(base, `rollback-drill-${uid}`);
};

const makeRoot = async (root: string): Promise<string> => {
  await mkdir(root, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST')
      throw new DrillError('scratch/unwritable', `cannot make the folder for temporary files, ${root}: ${error.message}`, {
        fix: 'free some space, or set TMPDIR to a folder that can be written to',
      });
  });
  const found = await lstat(root);
  const uid = process.getuid?.() ?? -1;
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid))
    throw new DrillError('scratch/not-ours', `${root} is there already and belongs to somebody else`, {
      why: 'a database made there could be read or replaced by them',
      fix: 'remove it, or set TMPDIR to a folder of your own',
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
const endProcesses = async (id: string, folders: readonly string[]): Promise<void> => {
  const mark = `${variable}=${id}`;
  for (let round = 0; round < 20; round++) {
    const alive = await findMarked(mark, ...folders);
    if (alive.length === 0) return;
    const pids = new Set(alive.map(({ pid }) => pid));
    const heads = alive.filter(({ parent }) => parent === undefined || !pids.has(parent));
    const signal = (['SIGINT', 'SIGQUIT'] as const)[round] ?? 'SIGKILL';
    await Promise.all((signal === 'SIGKILL' ? alive : heads).map((one) => signalTo(one, signal)));
    const until = performance.now() + (signal === 'SIGKILL' ? 500 : 1500);
    while (performance.now() < until && (await Promise.all(alive.map(isAlive))).includes(true)) await sleep(20);
  }
};

const readKept = async (folder: string): Promise<string[] | undefined> => {
  try {
    return JSON.parse(await readFile(join(folder, keptFile), 'utf8')) as string[];
  } catch {
    return undefined;
  }
};

/** Makes a run's folder; the folder around it goes when it is empty, so it may vanish between being made and being used. */
const makeFolder = async (root: string, name: string): Promise<string> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const folder = join(await makeRoot(root), name);
      await mkdir(folder, { mode: 0o711 });
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 5) throw error;
    }
  }
};

/** A run's folder, and the one in memory, whether they are there or not. */
const foldersOf = (folder: string): readonly string[] => {
  const inMemory = memoryRoot(dirname(folder));
  return inMemory === undefined ? [folder] : [folder, join(inMemory, basename(folder))];
};

/**
 * Ends the processes of a run and removes what it made elsewhere, and its folders; and the folders around them, when it was the last.
 * Rejects where something made elsewhere cannot be removed; it is still written down then.
 */
export const removeScratch = async ({ id, folder }: Pick<FoundScratch, 'id' | 'folder'>, removers: Removers = {}): Promise<void> => {
  const folders = foldersOf(folder);
  await endProcesses(id, folders);
  await removeOutside(folder, removers);
  await removeSharedMemory(folder);
  // The run's own goes last: as long as it is there, the other is found.
  for (const one of folders.toReversed()) {
    await removeFolder(one);
    await rmdir(dirname(one)).catch(() => {}); // Not empty: another run's.
  }
};

/** Makes the folder of a run. `id` must be new; letters, digits and dashes. */
export const openScratch = async (id: string): Promise<Scratch> => {
  const root = await rootPath();
  const name = await nameOf(id, await identify(process.pid));
  const folder = await makeFolder(root, name);
  let kept = false;
  let memory: Promise<string> | undefined;
  const openMemory = async (): Promise<string> => {
    const other = memoryRoot(root);
    return other !== undefined && (await hasRoom()) ? makeFolder(other, name) : folder;
  };
  return {
    id,
    folder,
    inMemory: () => (memory ??= openMemory()),
    remember: (thing) => rememberOutside(folder, thing),
    mark: { [variable]: id },
    keep: async (how) => {
      kept = true;
      await writeFile(join(folder, keptFile), JSON.stringify(how), { mode: 0o600 });
    },
    [Symbol.asyncDispose]: async () => {
      if (kept) return;
      const left = await outsideOf(folder);
      if (left.length === 0) await removeScratch({ id, folder });
      else await endProcesses(id, foldersOf(folder)); // Whoever made it could not remove it: the next command tries again.
    },
  };
};

/** Does the owner run? Where nothing can be read about a process that is there, it is taken for him: a run that goes on must not be ended. */
const isOwned = async (parts: NonNullable<ReturnType<typeof partsOf>>, here: string): Promise<boolean> => {
  if (parts.namespace !== here) return true;
  const owner = await identify(parts.pid);
  return (await isAlive(owner)) && (owner.started === undefined || token(owner.started) === parts.started);
};

/** Frees the memory that killed runs of another TMPDIR hold: whoever uses that folder next may never come. */
const reapMemory = async (): Promise<void> => {
  const here = await namespace();
  for (const root of await memoryRoots(`rollback-drill-${process.getuid?.() ?? -1}`))
    for (const name of await readdir(root).catch(() => [])) {
      const parts = partsOf(name);
      if (!parts || (await isOwned(parts, here))) continue;
      await endProcesses(parts.id, [join(root, name)]);
      await removeFolder(join(root, name));
      await rmdir(root).catch(() => {}); // Not empty: another run's.
    }
};

/** All runs' folders that are on this machine, of this user. */
export const listScratches = async (): Promise<FoundScratch[]> => {
  const root = await rootPath();
  const here = await namespace();
  const found: FoundScratch[] = [];
  const listed = [root, memoryRoot(root) ?? root].map((one) => readdir(one).catch(() => []));
  // One in memory alone: somebody has removed the other.
  for (const name of new Set((await Promise.all(listed)).flat())) {
    const parts = partsOf(name);
    if (!parts) continue;
    const folder = join(root, name);
    const isRunning = await isOwned(parts, here);
    const how = await readKept(folder);
    found.push({ id: parts.id, folder, state: how ? 'kept' : isRunning ? 'running' : 'abandoned', how: how ?? [] });
  }
  return found;
};

/** Removes what killed runs have left behind; tells each with what could not be removed, if anything. */
export const reap = async (removers: Removers = {}): Promise<{ id: string; failed?: string }[]> => {
  const abandoned = (await listScratches()).filter(({ state }) => state === 'abandoned');
  const removed = await Promise.all(
    abandoned.map(async (scratch) => {
      try {
        await removeScratch(scratch, removers);
        return { id: scratch.id };
      } catch (error) {
        return { id: scratch.id, failed: messageOf(error) };
      }
    }),
  );
  await reapMemory().catch(() => {}); // It is not ours to tell of; the next command tries again.
  return removed;
};
