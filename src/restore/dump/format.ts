import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import type { KnownFile } from '../files/tree.ts';
import type { Backup } from '../provider.ts';
import type { DumpedTable } from './rows.ts';

// A dump is a folder. `dump.json` says what is in it; the rest can be read without drill: SQL for psql, and what pg_dump or COPY write.

export const listName = 'dump.json';
/** Roles of the server; whose the database is and what sessions in it begin with. */
export const rolesFile = 'roles.sql';
export const databaseFile = 'database.sql';
/** Of pg_dump, in its custom format. */
export const archiveFile = 'database.dump';
/** By COPY: what there must be before there are rows, and what is made after. */
export const beforeFile = 'before.sql';
export const afterFile = 'after.sql';

export interface Dump extends Omit<Backup, 'form'> {
  readonly format: 'rollback-drill/dump';
  readonly version: 1;
  readonly how: 'pg_dump' | 'copy';
  readonly major: number;
  readonly database: string;
  /** By COPY: in the order in which they are brought in. */
  readonly tables: readonly DumpedTable[];
  readonly files: readonly KnownFile[];
}

/** @throws DrillError `backup/unreadable` */
export const readDump = async (folder: string, id: string): Promise<Dump> => {
  const unreadable = (why: string, cause?: unknown): DrillError =>
    new DrillError('backup/unreadable', `the dump ${id} cannot be read: ${why}`, { cause, kind: 'internal' });
  const text = await readFile(join(folder, listName), 'utf8').catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  try {
    const value = JSON.parse(text) as Dump;
    if (value.format !== 'rollback-drill/dump' || !Array.isArray(value.files) || !Array.isArray(value.tables))
      throw new Error(`${listName} is something else`);
    if (value.version !== 1) throw new Error('it was written by a newer drill');
    return value;
  } catch (cause) {
    throw unreadable(messageOf(cause), cause);
  }
};

export const backupOf = ({ id, at, systemIdentifier, major, database, bytes }: Dump): Backup => ({
  id,
  at,
  form: 'logical',
  major,
  database,
  ...(systemIdentifier !== undefined && { systemIdentifier }),
  ...(bytes !== undefined && { bytes }),
});
