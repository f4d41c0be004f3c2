import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';

/** The files among which the references of a contract may lead: a folder on disk, or what is committed at a ref. */
export interface Tree {
  /** The bytes of a file, by its path from the root with `/`; undefined where there is none. @throws DrillError (usage) for what must not or cannot be read */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** What messages call a file. */
  readonly name: (path: string) => string;
  /** What messages call the root. */
  readonly root: string;
}

/** No contract made by people is larger; nothing larger is read. */
const maxBytes = 256 * 1024 * 1024;

const tooLarge = (name: string, bytes: number): DrillError =>
  new DrillError('contract/too-large', `${name} has ${bytes} bytes; the limit is ${maxBytes}`, { at: { file: name, line: 1, column: 1 } });

/** @throws DrillError (usage) for more bytes than are ever read. */
export const checkSize = (name: string, bytes: number): void => {
  if (bytes > maxBytes) throw tooLarge(name, bytes);
};

/** Reads a regular file that is not too large. @throws DrillError (usage) for anything else, a pipe that never ends included */
export const readRegular = async (path: string, name: string): Promise<Uint8Array> => {
  const unreadable = (what: string, cause?: unknown): DrillError =>
    new DrillError('contract/unreadable', what, { ...(cause === undefined ? {} : { cause }), at: { file: name, line: 1, column: 1 } });
  const found = await stat(path).catch((cause: unknown) => {
    const because = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : messageOf(cause);
    throw unreadable(`${name} cannot be read: ${because}`, cause);
  });
  if (found.isDirectory()) throw unreadable(`${name} is a folder, not a document`);
  if (!found.isFile()) throw unreadable(`${name} is not a regular file`);
  checkSize(name, found.size);
  return readFile(path).catch((cause: unknown) => {
    throw unreadable(`${name} cannot be read: ${messageOf(cause)}`, cause);
  });
};

/** Does a relative path lead out of the folder that it counts from? */
export const leavesRoot = (path: string): boolean =>
  path === '..' || path.startsWith('../') || path.startsWith(`..${sep}`) || isAbsolute(path);

/** A folder on disk. Links may lead anywhere in it and nowhere else. `name`: how messages call a file of it. */
export const folderTree = (folder: string, name: (path: string) => string): Tree => ({
  root: folder,
  name,
  read: async (path) => {
    const real = await realpath(join(folder, path)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
      throw new DrillError('contract/unreadable', `${name(path)} cannot be read: ${cause.message}`, { cause });
    });
    if (real === undefined) return undefined;
    if (leavesRoot(relative(await realpath(folder), real)))
      throw new DrillError('contract/reference-outside', `${name(path)} is a link that leads out of ${folder}`, {
        why: 'What lies outside is no part of this version, and may be secret.',
        fix: 'Put a copy of the file in its place.',
      });
    return readRegular(real, name(path));
  },
});
