import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { FileFault } from '../provider.ts';

// Folders of files that are copied with a hash of each, and held against it when they are brought back.

/** A file as it was when it was copied; `name` below the folder, with `/`. */
export interface KnownFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** `sha256:…` */
  readonly hash: string;
}

const atOnce = 8;
const chunk = 1 << 20;

/** Does work for each item, some at a time; the first error stops it. */
const each = async <Item>(items: readonly Item[], signal: AbortSignal, work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      signal.throwIfAborted();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

/** Copies one file and hashes what went over. */
const copyFile = async (from: string, to: string, mode: number): Promise<Omit<KnownFile, 'name'>> => {
  const hash = createHash('sha256');
  let size = 0;
  await using source = await open(from, 'r');
  await using target = await open(to, 'w', mode);
  const buffer = Buffer.allocUnsafe(chunk);
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, chunk);
    if (bytesRead === 0) break;
    const part = buffer.subarray(0, bytesRead);
    hash.update(part);
    size += bytesRead;
    for (let written = 0; written < bytesRead;) written += (await target.write(part, written)).bytesWritten;
  }
  return { size, hash: `sha256:${hash.digest('hex')}` };
};

/** All files below a folder, and the folders without any, sorted. */
const listTree = async (folder: string): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const nameOf = (entry: (typeof entries)[number]): string => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
  const files = entries.filter((entry) => !entry.isDirectory()).map(nameOf);
  const full = new Set(entries.map((entry) => relative(folder, entry.parentPath).split(sep).join('/')));
  const folders = entries.filter((entry) => entry.isDirectory()).map(nameOf);
  return { files: files.sort(), folders: folders.filter((name) => !full.has(name)).sort() };
};

/** A copy of a folder that others write to meanwhile: what vanishes is left out. */
export const copyTree = async (
  from: string,
  to: string,
  isLeftOut: (name: string) => boolean,
  signal: AbortSignal,
): Promise<{
  readonly files: readonly KnownFile[];
  readonly folders: readonly string[];
  readonly add: (name: string, text: string) => Promise<KnownFile>;
}> => {
  const all = await listTree(from);
  const names = all.files.filter((name) => !isLeftOut(name));
  // A folder whose files are all left out must be there all the same.
  const kept = new Set(names.map((name) => dirname(name)));
  const folders = [...new Set([...all.folders, ...all.files.map((name) => dirname(name))])].filter(
    (name) => name !== '.' && !kept.has(name) && !isLeftOut(`${name}/`),
  );
  const files: KnownFile[] = [];
  for (const folder of new Set([...kept, ...folders])) await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
  await each(names, signal, async (name) => {
    try {
      files.push({ name, ...(await copyFile(join(from, name), join(to, name), 0o600)) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  });
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    files,
    folders: folders.sort(),
    add: async (name, text) => {
      await writeFile(join(to, name), text, { mode: 0o600 });
      return { name, size: Buffer.byteLength(text), hash: `sha256:${createHash('sha256').update(text).digest('hex')}` };
    },
  };
};

const faultOf = (known: KnownFile, found: Omit<KnownFile, 'name'>): FileFault['how'] | undefined => {
  if (found.hash === known.hash) return undefined;
  if (found.size === 0) return 'empty';
  return found.size < known.size ? 'truncated' : found.size > known.size ? 'appended' : 'changed';
};

/** Brings a copied folder to where it is wanted, and tells what is not as it was when it was copied. */
export const restoreTree = async (
  from: string,
  to: string,
  known: {
    readonly files: readonly KnownFile[];
    readonly folders: readonly string[];
    readonly user?: { readonly uid: number; readonly gid: number };
  },
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly faults: readonly FileFault[] }> => {
  const { files, folders, user } = known;
  const give = async (path: string): Promise<void> => {
    if (user) await chown(path, user.uid, user.gid);
  };
  const faults: FileFault[] = [];
  let bytes = 0;
  const wanted = new Set(files.map(({ name }) => name));
  const lying = await listTree(from).catch(() => ({ files: [] as readonly string[], folders: [] }));
  for (const name of lying.files) if (!wanted.has(name)) faults.push({ name, how: 'unexpected' });
  await mkdir(to, { recursive: true, mode: 0o700 });
  await give(to);
  // Parents first: each belongs to the server's user.
  const all = new Set<string>();
  for (const path of [...folders, ...files.map(({ name }) => dirname(name))])
    for (let parts = path.split('/'), n = 1; n <= parts.length; n++) if (path !== '.') all.add(parts.slice(0, n).join('/'));
  for (const folder of [...all].sort()) {
    await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
    await give(join(to, folder));
  }
  await each(files, signal, async (file) => {
    const path = join(to, file.name);
    try {
      const found = await copyFile(join(from, file.name), path, 0o600);
      bytes += found.size;
      const how = faultOf(file, found);
      if (how) faults.push({ name: file.name, how });
      await give(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      faults.push({ name: file.name, how: 'missing' });
    }
  });
  await chmod(to, 0o700);
  return { bytes, faults: faults.sort((a, b) => (a.name < b.name ? -1 : 1)) };
};
