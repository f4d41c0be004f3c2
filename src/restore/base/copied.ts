import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { untilArchived } from '../../storage/engines/postgres/archived.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { readCluster, readerOf } from '../files/control.ts';
import { copyTree, type KnownFile } from '../files/tree.ts';

// The server's low-level functions and a copy of its files, where they lie on this machine.

/** Files of a cluster as they were taken, and the part of its log that they need. */
export interface Taken {
  readonly log: { readonly from: string; readonly to: string };
  readonly files: readonly KnownFile[];
  /** Folders without files. */
  readonly folders: readonly string[];
}

/** What PostgreSQL says not to copy: what is of the running server, or is made anew. Tablespaces are copied by themselves. */
const leftOut = [
  /^pg_wal\/./,
  /^pg_tblspc\/./,
  /^(?:pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./,
  /^(?:postmaster\.(?:pid|opts)|(?:standby|recovery)\.signal|backup_label\.old|backup_manifest)$/,
  /(?:^|\/)(?:pgsql_tmp[^/]*|pg_internal\.init[^/]*)(?:\/|$)/,
];
const isLeftOut = (name: string): boolean => leftOut.some((pattern) => pattern.test(name));

const begin = async (session: Session, label: string, major: number): Promise<string> => {
  const [row] = await session.query<{ lsn: string }>(
    major >= 15 ? 'SELECT pg_backup_start($1, true) AS lsn' : 'SELECT pg_start_backup($1, true, false) AS lsn',
    [label],
  );
  return row?.lsn ?? '';
};

/** It is waited for the archive afterwards: the server itself looks there once a second. */
const end = async (session: Session, major: number): Promise<{ lsn: string; labelfile: string }> => {
  const [row] = await session.query<{ lsn: string; labelfile: string }>(
    major >= 15 ? 'SELECT * FROM pg_backup_stop(false)' : 'SELECT * FROM pg_stop_backup(false, false)',
  );
  if (!row) throw new DrillError('backup/not-taken', 'no backup was taken: the server did not end it', { kind: 'internal' });
  return row;
};

/** Tablespaces of its own, by their numbers: where their files are. */
export const spacesOf = async (session: Session, data: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await session.query<{ oid: string; at: string }>(
    "SELECT oid, pg_tablespace_location(oid) AS at FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY oid",
  );
  // In place, they are named from the server's folder.
  return new Map(rows.map(({ oid, at }) => [oid, resolve(data, at)]));
};

/** Do the files of the server that a session speaks with lie in this folder of this machine? */
export const isHere = async (data: string, systemIdentifier: string): Promise<boolean> => {
  if (data === '') return false;
  const found = await readCluster(readerOf(data)).catch(() => undefined);
  return found?.systemIdentifier === systemIdentifier && systemIdentifier !== '';
};

/** Copies the files of a server that goes on. @param to an empty folder */
export const copyServer = async (
  session: Session,
  { data, major, label }: { readonly data: string; readonly major: number; readonly label: string },
  to: string,
  signal: AbortSignal,
): Promise<Taken> => {
  const from = await begin(session, label, major);
  const files: KnownFile[] = [];
  const folders: string[] = [];
  let add: Awaited<ReturnType<typeof copyTree>>['add'];
  let stopped: Awaited<ReturnType<typeof end>>;
  try {
    const own = await copyTree(data, to, isLeftOut, signal);
    add = own.add;
    files.push(...own.files);
    folders.push(...own.folders);
    for (const [oid, at] of await spacesOf(session, data)) {
      const below = `pg_tblspc/${oid}`;
      await mkdir(join(to, below), { recursive: true, mode: 0o700 });
      const space = await copyTree(at, join(to, below), isLeftOut, signal);
      files.push(...space.files.map((file) => ({ ...file, name: `${below}/${file.name}` })));
      folders.push(...space.folders.map((name) => `${below}/${name}`), ...(space.files.length === 0 ? [below] : []));
    }
  } finally {
    stopped = await end(session, major);
  }
  const [standby] = await session.query<{ is: string }>('SELECT pg_is_in_recovery() AS is');
  // A standby archives nothing; what it is a copy of does.
  if (standby?.is === 'f') await untilArchived(session, { place: stopped.lsn }, signal);
  files.push(await add('backup_label', stopped.labelfile));
  return { log: { from, to: stopped.lsn }, files, folders };
};
