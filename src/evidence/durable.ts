import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';

const meanings: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and run it again.'],
  EDQUOT: ['the disk quota is used up', 'Free some space and run it again.'],
  EFBIG: ['the file would be larger than the system allows', 'Raise the limit (ulimit -f) and run it again.'],
  EROFS: ['the file system is read-only', 'Run it where the workspace can be written to.'],
  EACCES: ['permission is denied', 'Let the user that runs drill read and write there.'],
  EPERM: ['permission is denied', 'Let the user that runs drill read and write there.'],
  ENOTDIR: ['a part of the path is a file where a folder is expected', 'Move that file away.'],
  EEXIST: ['a file is in the way of a folder', 'Move that file away.'],
  EISDIR: ['a folder is in the way of a file', 'Move that folder away.'],
};

/** An error of the file system, for people: what could not be done with which file, and why. Others are handed through as they are. */
export const fileError = (doing: 'read' | 'write', path: string, error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof DrillError || code === undefined) return error;
  const [meaning, fix] = meanings[code] ?? [messageOf(error), undefined];
  return new DrillError(doing === 'read' ? 'evidence/unreadable' : 'evidence/unwritable', `cannot ${doing} ${path}: ${meaning}`, {
    ...(fix !== undefined && { fix }),
    cause: error,
  });
};

/** Makes the entries of a folder survive a loss of power. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some network file systems know no sync of a folder; there is nothing better to do there.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder.close();
  }
};

/** Makes a folder with all above it that are missing, to last. */
export const makeFolder = async (path: string): Promise<void> => {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) for (let at = path; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at));
};

/** Writes a whole file, or nothing of it: whoever reads sees the old or the new one, also after a crash. */
export const writeWhole = async (path: string, data: string): Promise<void> => {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await makeFolder(dirname(path));
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw fileError('write', path, error);
  }
};
