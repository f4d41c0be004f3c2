import { randomBytes } from 'node:crypto';
import { chown, lchown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { copyServer, isHere } from '../base/copied.ts';
import { streamServer } from '../base/streamed.ts';
import { linkSpace } from '../files/confine.ts';
import { type KnownFile, restoreTree } from '../files/tree.ts';
import { copyLog, logFaults } from '../files/wal.ts';
import type { Backup, Capabilities, FileFault, Provider, Repository, Source } from '../provider.ts';

// The files of a server and the log that it archives: by its own low-level functions and a copy where they lie on this machine, which runs
// where nothing but Node is installed; by pg_basebackup where they do not. A backup is a folder with `backup.json`, its files' sizes and hashes in it, and `data/`; the log lies beside in `wal/`.

const capabilities: Capabilities = { list: true, take: true, pointInTime: true, verify: false, snapshot: false };

interface Written extends Omit<Backup, 'form'> {
  readonly format: 'rollback-drill/base-backup';
  readonly version: 1;
  readonly files: readonly KnownFile[];
  /** Folders without files. */
  readonly folders: readonly string[];
}

const written = 'backup.json';

const refused = (what: string, cause?: unknown): DrillError =>
  new DrillError('backup/not-taken', `no backup was taken: ${what}`, { cause, kind: 'internal' });

interface About {
  /** Folder of its files, where the role may know it; on its own machine. */
  readonly data: string;
  readonly major: number;
  readonly id: string;
  readonly timeline: number;
  readonly archives: boolean;
}

const aboutOf = async (session: Session): Promise<About> => {
  const [row] = await session.query<Record<string, string>>(
    `SELECT current_setting('server_version_num') AS version, current_setting('archive_mode') AS archives,
            (pg_control_system()).system_identifier::text AS id, (pg_control_checkpoint()).timeline_id::text AS timeline`,
  );
  const [own] = await session
    .query<{ data: string }>("SELECT current_setting('data_directory') AS data")
    .catch((): { data: string }[] => []);
  return {
    data: own?.data ?? '',
    major: Math.floor(Number(row?.['version']) / 10_000),
    id: row?.['id'] ?? '',
    timeline: Number(row?.['timeline']),
    archives: row?.['archives'] !== 'off',
  };
};

const take = async (root: string, { session, url }: Source, signal: AbortSignal): Promise<Backup> => {
  const { data, major, id: systemIdentifier, timeline, archives } = await aboutOf(session);
  if (!archives)
    throw new DrillError('backup/no-archive', 'the server archives no log, and a copy of its files alone is not consistent', {
      fix: 'set archive_mode = on and an archive_command that copies %p to the folder `wal` of the repository',
    });
  const id = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  const half = join(root, 'backups', `.${id}`);
  await mkdir(join(half, 'data'), { recursive: true, mode: 0o700 });
  try {
    const of = { url, data, major, label: `drill ${id}` };
    const take = (await isHere(data, systemIdentifier)) ? copyServer : streamServer;
    const { log, files, folders } = await take(session, of, join(half, 'data'), signal);
    const backup: Written = {
      format: 'rollback-drill/base-backup',
      version: 1,
      id,
      at: new Date().toISOString(),
      systemIdentifier,
      timeline,
      major,
      log,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      files,
      folders,
    };
    await writeFile(join(half, written), `${JSON.stringify(backup, null, 1)}\n`, { mode: 0o600 });
    await rename(half, join(root, 'backups', id)); // Whole or not at all.
    return backupOf(backup);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error instanceof DrillError ? error : refused(messageOf(error), error);
  }
};

const backupOf = ({ id, at, systemIdentifier, timeline, major, log, bytes }: Written): Backup => ({
  id,
  at,
  form: 'physical',
  ...(systemIdentifier !== undefined && { systemIdentifier }),
  ...(timeline !== undefined && { timeline }),
  ...(major !== undefined && { major }),
  ...(log && { log }),
  ...(bytes !== undefined && { bytes }),
});

const read = async (root: string, id: string): Promise<Written> => {
  const file = join(root, 'backups', id, written);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new DrillError('backup/unreadable', `the backup ${id} has no list of its files: ${messageOf(cause)}`, { cause });
  });
  try {
    const value = JSON.parse(text) as Written;
    if (value.format !== 'rollback-drill/base-backup' || value.version !== 1 || !Array.isArray(value.files))
      throw new Error('it is something else');
    return value;
  } catch (cause) {
    throw new DrillError('backup/unreadable', `the list of files of the backup ${id} cannot be read: ${messageOf(cause)}`, { cause });
  }
};

/** `20261124T024453Z-ac675b` is of 2026-11-24T02:44:53Z. */
const stampOf = (id: string): string =>
  /^\d{8}T\d{6}Z/.test(id)
    ? id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6.000Z')
    : new Date(0).toISOString();

/** What is wrong with the list of a backup's files; undefined: it can be read. */
const listFault = async (root: string, id: string): Promise<FileFault | undefined> => {
  if (await read(root, id).catch(() => undefined)) return undefined;
  const found = await stat(join(root, 'backups', id, written)).catch(() => undefined);
  return { name: written, how: !found ? 'missing' : found.size === 0 ? 'empty' : 'changed' };
};

const list = async (root: string): Promise<readonly Backup[]> => {
  const names = await readdir(join(root, 'backups')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new DrillError('backup/unreadable', `the backups in ${root} cannot be listed: ${error.message}`, { cause: error });
  });
  // One whose list cannot be read is there all the same: that is told when it is restored.
  const known = (name: string): Promise<Backup> =>
    read(root, name).then(backupOf, () => ({ id: name, at: stampOf(name), form: 'physical' }));
  const all = await Promise.all(names.filter((name) => !name.startsWith('.')).map(known));
  return all.sort((a, b) => (a.at < b.at ? 1 : -1));
};

/** Tablespaces lie in the copy as folders: a server wants links to them. */
const linkSpaces = async (folder: string, data: string, user: Awaited<ReturnType<typeof serverUser>>): Promise<void> => {
  const spaces = await readdir(join(data, 'pg_tblspc')).catch(() => []);
  if (spaces.length === 0) return;
  const all = join(folder, 'tablespaces');
  await mkdir(all, { recursive: true, mode: 0o700 });
  for (const oid of spaces) {
    await rename(join(data, 'pg_tblspc', oid), join(all, oid));
    await linkSpace(data, oid, join(all, oid));
    if (user) await lchown(join(data, 'pg_tblspc', oid), user.uid, user.gid);
  }
  if (user) await chown(all, user.uid, user.gid);
};

const open = (root: string): Repository => ({
  provider: 'base',
  capabilities,
  where: root,
  list: () => list(root),
  take: (source, signal) => take(root, source, signal),
  log: async (backup) => logFaults(join(root, 'wal'), backup),
  restore: async (backup, target, signal) => {
    const data = join(target.folder, 'data');
    const fault = await listFault(root, backup.id);
    if (fault) return { kind: 'cluster', data, files: 0, bytes: 0, faults: [fault] };
    const { files, folders } = await read(root, backup.id);
    const user = await serverUser();
    const restored = await restoreTree(join(root, 'backups', backup.id, 'data'), data, { files, folders, ...(user && { user }) }, signal);
    if (restored.faults.length === 0) await linkSpaces(target.folder, data, user);
    // The server's user may not be one that can read the repository, and shall not be one that can write to it.
    const log = join(target.folder, 'wal');
    const segments = await copyLog(join(root, 'wal'), log, backup, user, signal);
    return {
      kind: 'cluster',
      data,
      ...(segments > 0 && { restoreCommand: `cp '${log.replaceAll("'", `'\\''`)}/%f' '%p'` }),
      files: files.length,
      ...restored,
    };
  },
});

export const base: Provider<'base'> = {
  name: 'base',
  capabilities,
  open: ({ repository }, { root }) => open(resolve(root, repository)),
  within: async (_settings, folder) => {
    const wal = join(folder, 'wal');
    await mkdir(wal, { recursive: true, mode: 0o711 });
    const user = await serverUser();
    if (user) await chown(wal, user.uid, user.gid);
    // Whole or not at all: a server may be lost in the middle of it.
    const archive_command = `test ! -f '${wal}/%f' && cp %p '${wal}/%f.partial' && mv '${wal}/%f.partial' '${wal}/%f'`;
    return {
      settings: { repository: folder },
      server: { settings: { wal_level: 'replica', archive_mode: 'on', archive_timeout: '1s', archive_command } },
    };
  },
};
