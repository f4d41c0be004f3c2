import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { copyTree, type KnownFile, restoreTree } from '../files/tree.ts';
import { copyLog, logFaults } from '../files/wal.ts';
import type { Backup, Capabilities, FileFault, Provider, Repository, Source } from '../provider.ts';

// The server's own low-level functions and a copy of its files, with the log that it archives: what runs where nothing but Node is
// installed. A backup is a folder with `backup.json`, its files' sizes and hashes in it, and `data/`; the log lies beside in `wal/`.

const capabilities: Capabilities = { list: true, take: true, pointInTime: true, verify: false, snapshot: false };

/** What PostgreSQL says not to copy: what is of the running server, or is made anew. */
const leftOut = [
  /^pg_wal\/./,
  /^(?:pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./,
  /^(?:postmaster\.(?:pid|opts)|(?:standby|recovery)\.signal|backup_label\.old|backup_manifest)$/,
  /(?:^|\/)(?:pgsql_tmp[^/]*|pg_internal\.init[^/]*)(?:\/|$)/,
];

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

const begin = async (session: Session, label: string, major: number): Promise<string> => {
  const [row] = await session.query<{ lsn: string }>(
    major >= 15 ? 'SELECT pg_backup_start($1, true) AS lsn' : 'SELECT pg_start_backup($1, true, false) AS lsn',
    [label],
  );
  return row?.lsn ?? '';
};

const end = async (session: Session, major: number): Promise<{ lsn: string; labelfile: string; spcmapfile: string }> => {
  const [row] = await session.query<{ lsn: string; labelfile: string; spcmapfile: string }>(
    major >= 15 ? 'SELECT * FROM pg_backup_stop(true)' : 'SELECT * FROM pg_stop_backup(false, true)',
  );
  if (!row) throw refused('the server did not end it');
  return row;
};

interface About {
  readonly data: string;
  readonly major: number;
  readonly id: string;
  readonly timeline: number;
  readonly archives: boolean;
  readonly spaces: number;
}

const aboutOf = async (session: Session): Promise<About> => {
  const [row] = await session.query<Record<string, string>>(
    `SELECT current_setting('data_directory') AS data, current_setting('server_version_num') AS version, current_setting('archive_mode') AS archives,
            (pg_control_system()).system_identifier::text AS id, (pg_control_checkpoint()).timeline_id::text AS timeline,
            (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS spaces`,
  );
  return {
    data: row?.['data'] ?? '',
    major: Math.floor(Number(row?.['version']) / 10_000),
    id: row?.['id'] ?? '',
    timeline: Number(row?.['timeline']),
    archives: row?.['archives'] !== 'off',
    spaces: Number(row?.['spaces']),
  };
};

const take = async (root: string, { session }: Source, signal: AbortSignal): Promise<Backup> => {
  const { data, major, id: systemIdentifier, timeline, archives, spaces } = await aboutOf(session);
  if (!archives)
    throw new DrillError('backup/no-archive', 'the server archives no log, and a copy of its files alone is not consistent', {
      fix: 'set archive_mode = on and an archive_command that copies %p to the folder `wal` of the repository',
    });
  if (spaces > 0)
    throw new DrillError('backup/tablespaces', 'the server has tablespaces of its own, which this provider does not copy', {
      fix: 'use pgbackrest, barman or the logical provider',
    });
  const at = new Date();
  const id = `${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  const half = join(root, 'backups', `.${id}`);
  await mkdir(join(half, 'data'), { recursive: true, mode: 0o700 });
  try {
    const from = await begin(session, `drill ${id}`, major);
    let copied: Awaited<ReturnType<typeof copyTree>>;
    let stopped: Awaited<ReturnType<typeof end>>;
    try {
      copied = await copyTree(data, join(half, 'data'), (name) => leftOut.some((pattern) => pattern.test(name)), signal);
    } finally {
      stopped = await end(session, major);
    }
    const label = await copied.add('backup_label', stopped.labelfile);
    const backup: Written = {
      format: 'rollback-drill/base-backup',
      version: 1,
      id,
      at: new Date().toISOString(),
      systemIdentifier,
      timeline,
      major,
      log: { from, to: stopped.lsn },
      bytes: [...copied.files, label].reduce((sum, { size }) => sum + size, 0),
      files: [...copied.files, label],
      folders: copied.folders,
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
    const archive_command = `test ! -f '${wal}/%f' && cp %p '${wal}/%f'`;
    return {
      settings: { repository: folder },
      server: { settings: { wal_level: 'replica', archive_mode: 'on', archive_timeout: '1s', archive_command } },
    };
  },
};
