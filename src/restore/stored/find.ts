import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readBackupManifest } from '../files/backup-manifest.ts';
import { readCluster, type Reader, readerOf } from '../files/control.ts';
import { readDumpHead } from './dump-head.ts';
import { readFromArchive } from './archive.ts';
import type { Stored } from './stored.ts';

/** Folders below one that is named, as far as backups are looked for. */
const usualDepth = 4;

const manifestOf = async (folder: string) => {
  const text = await readFile(join(folder, 'backup_manifest'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : readBackupManifest(text);
};

/** Of an archive: its first files say from where in the log it begins; what is further in would take as long as to restore it. */
const readerOfArchive =
  (archive: string, signal: AbortSignal): Reader =>
  async (name) => {
    if (name === 'global/pg_control') return undefined;
    const text = await readFromArchive(archive, name, signal);
    return text === undefined ? undefined : Buffer.from(text);
  };

const idOf = (root: string, path: string): string => relative(root, path) || '.';

/** The backup that a folder is, if it is one. */
const storedIn = async (root: string, path: string, names: readonly string[], signal: AbortSignal): Promise<Stored | undefined> => {
  const id = idOf(root, path);
  // Some of its first files may be gone: that is told when it is brought back; it is not passed over for an older one.
  if (
    ['PG_VERSION', 'backup_label'].some((name) => names.includes(name)) &&
    names.some((name) => ['global', 'base', 'backup_manifest'].includes(name))
  ) {
    const manifest = await manifestOf(path);
    const bytes = manifest?.files.reduce((sum, { size }) => sum + size, 0);
    const to = manifest?.to;
    return {
      kind: 'cluster',
      id,
      path,
      facts: await readCluster(readerOf(path)),
      ...(to !== undefined && { to }),
      ...(bytes !== undefined && { bytes }),
    };
  }
  const base = names.find((name) => /^base\.tar(?:\.\w+)?$/.test(name));
  if (base !== undefined) {
    const manifest = await manifestOf(path);
    const bytes = (await stat(join(path, base))).size;
    return {
      kind: 'archive',
      id,
      path,
      base,
      facts: await readCluster(readerOfArchive(join(path, base), signal)),
      bytes,
      ...(manifest?.to !== undefined && { to: manifest.to }),
    };
  }
  if (!names.includes('toc.dat')) return undefined;
  const head = await readDumpHead(join(path, 'toc.dat'), id);
  return head && { kind: 'dump', id, path, ...head };
};

/**
 * All backups in a folder, in no order. @throws what the system says of a folder that cannot be read
 * @param deepest so many folders below it are looked into
 */
export const findStored = async (root: string, signal: AbortSignal, deepest = usualDepth): Promise<readonly Stored[]> => {
  const found: Stored[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
    const here = await storedIn(
      root,
      path,
      entries.map(({ name }) => name),
      signal,
    );
    if (here) return void found.push(here);
    for (const entry of entries) {
      const at = join(path, entry.name);
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await stat(at).catch(() => undefined))?.isDirectory() === true);
      if (isFolder && depth < deepest) await visit(at, depth + 1);
      if (!entry.isFile()) continue;
      const head = await readDumpHead(at, entry.name);
      if (head) found.push({ kind: 'dump', id: idOf(root, at), path: at, bytes: (await stat(at)).size, ...head });
    }
  };
  await visit(root, 0);
  return found;
};
