import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DrillError, messageOf } from '../../core/error.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';

/** Left out of every tree's hash, wherever they stand: what git and drill keep for themselves. */
export const notHashed: readonly string[] = ['.git', '.drill'];

/** One thing in a tree, by what it is and not by when, where or by whom it was made. */
type Entry = readonly [path: string, kind: 'file' | 'program' | 'link', content: string];

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const isOutside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
};

/** A link's target, which must lie in the tree: what it leads to elsewhere would be run and be no part of the digest. */
const linkOf = async (root: string, path: string, name: string): Promise<string> => {
  const target = await readlink(path);
  const real = await realpath(path).catch(() => undefined);
  // What leads nowhere yet is taken by its words.
  const leaves = real === undefined ? isOutside(root, resolve(dirname(path), target)) : isOutside(await realpath(root), real);
  if (!leaves) return target;
  throw new DrillError('source/link-outside', `the link ${name} leads out of the version, to ${target}`, {
    why: 'Whatever it leads to could change without the digest of the version changing.',
    fix: 'put a copy of what it leads to in its place',
  });
};

const entryOf = async (root: string, path: string, name: string, entry: Dirent): Promise<Entry | undefined> => {
  if (entry.isSymbolicLink()) return [name, 'link', await linkOf(root, path, name)];
  // Sockets, pipes and devices are left by processes that run; they are no part of a release.
  if (!entry.isFile()) return undefined;
  const { mode } = await lstat(path);
  return [name, (mode & 0o100) === 0 ? 'file' : 'program', await hashFile(path)];
};

/**
 * A hash of a folder's files: of their paths (with `/`), bytes, whether the owner may execute them, and where links lead.
 * Times, owners, other permissions and empty folders do not count, so it is the same on every machine.
 * @param ignored names of files and folders that are left out, at any depth
 * @returns `sha256:…`
 * @throws DrillError `source/unreadable`; `source/link-outside` for a link that leads out of the folder
 */
export const treeHash = async (folder: string, ignored: readonly string[] = notHashed): Promise<string> => {
  const entries: Entry[] = [];
  const visit = async (at: string, prefix: string): Promise<void> => {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      if (ignored.includes(entry.name)) continue;
      const path = join(at, entry.name);
      if (entry.isDirectory()) await visit(path, `${prefix}${entry.name}/`);
      else {
        const found = await entryOf(folder, path, `${prefix}${entry.name}`, entry);
        if (found) entries.push(found);
      }
    }
  };
  try {
    await visit(folder, '');
  } catch (error) {
    if (error instanceof DrillError) throw error;
    throw new DrillError('source/unreadable', `cannot read all of ${folder}: ${messageOf(error)}`, { cause: error });
  }
  return sha256(canonicalJson(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
};
