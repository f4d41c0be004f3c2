import { lstat, readdir, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256 } from '../hash.ts';

// Where the system has a file system in memory, a server whose data need not survive works twice as fast there: file systems on a disk
// are slow to make and to remove thousands of small files.

const mount = '/dev/shm';

/** Of `statfs`: a file system in memory, from linux/magic.h. */
const tmpfs = 0x01021994;

/** Bytes that must be free: a batch needs 100 MB, tables for watching locks some hundred more. */
const roomBytes = 2 * 1024 ** 3;

/** What holds the folders in memory of the runs whose own folders are in `root`. */
export const memoryRoot = (root: string): string | undefined =>
  process.platform !== 'linux' || root.startsWith(`${mount}/`) ? undefined : `${mount}/${basename(root)}-${sha256(root).slice(-8)}`;

/** Is there a file system in memory, and enough of it and of memory? A container often gives it 64 MB only. */
export const hasRoom = async (): Promise<boolean> => {
  const found = await statfs(mount).catch(() => undefined);
  return found?.type === tmpfs && found.bavail * found.bsize >= roomBytes && process.availableMemory() >= 1.5 * roomBytes;
};

/** All such folders that are this user's own, whatever root they are of; `prefix` is the name of his roots. */
export const memoryRoots = async (prefix: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const name of await readdir(mount).catch(() => [])) {
    const path = join(mount, name);
    const stat = name.startsWith(`${prefix}-`) ? await lstat(path).catch(() => undefined) : undefined;
    if (stat?.isDirectory() && stat.uid === process.getuid?.()) found.push(path);
  }
  return found;
};
