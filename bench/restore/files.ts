import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/core/hash.ts';
import type { Backup } from '../../src/restore/provider.ts';
import type { Expected, Told } from './fault.ts';

// What may have become of the files of a backup, and of the log. Each is done to a copy of the repository.

/** Files of the cluster, by what is in them. */
export interface Files {
  readonly table: string;
  /** Of functions: of most of them nobody asks. */
  readonly catalog: string;
}

export interface InFiles extends Expected, Told {
  readonly damage?: (at: string, backup: Backup, files: Files) => void;
  /** The drill may have so much of what the copy takes. */
  readonly room?: number;
}

const dataOf = (at: string, { id }: Backup): string => join(at, 'backups', id, 'data');
const listOf = (at: string, { id }: Backup): string => join(at, 'backups', id, 'backup.json');

/** The largest file of a database: one with rows. */
const largest = (at: string, backup: Backup): string =>
  readdirSync(join(dataOf(at, backup), 'base'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => statSync(b).size - statSync(a).size)[0] ?? '';

const edit = (path: string, how: (bytes: Buffer) => Buffer): void => writeFileSync(path, how(readFileSync(path)));
const flip = (bytes: Buffer, at: number): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

/** The list of files says that it is as it was. */
const breakPage = (at: string, backup: Backup, name: string): void => {
  const list = listOf(at, backup);
  edit(join(dataOf(at, backup), name), (bytes) => flip(bytes, bytes.length - 1000));
  const written = JSON.parse(readFileSync(list, 'utf8')) as { files: { name: string; hash: string }[] };
  for (const one of written.files) if (one.name === name) one.hash = sha256(readFileSync(join(dataOf(at, backup), name)));
  writeFileSync(list, JSON.stringify(written));
};

const segments = (at: string): readonly string[] =>
  readdirSync(join(at, 'wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort();
const lastOf = (at: string): string => join(at, 'wal', segments(at).at(-1) ?? '');
/** The segment that the backup begins in. */
const firstOf = (at: string, { log }: Backup): string => {
  const number = (Number.parseInt(log?.from.split('/')[1] ?? '0', 16) >> 24).toString(16).toUpperCase().padStart(2, '0');
  return join(at, 'wal', segments(at).find((name) => name.endsWith(number)) ?? '');
};

export const faultsInFiles: readonly InFiles[] = [
  { name: 'a file is missing', damage: (at, backup) => rmSync(largest(at, backup)), rules: ['file-missing'] },
  { name: 'a file is empty', damage: (at, backup) => truncateSync(largest(at, backup), 0), rules: ['file-changed'] },
  { name: 'a file is truncated', damage: (at, backup) => truncateSync(largest(at, backup), 8192), rules: ['file-changed'] },
  {
    name: 'bytes were appended to a file',
    damage: (at, backup) => edit(largest(at, backup), (bytes) => Buffer.concat([bytes, Buffer.alloc(8192)])),
    rules: ['file-changed'],
  },
  {
    name: 'one bit of a file is another one',
    damage: (at, backup) => edit(largest(at, backup), (bytes) => flip(bytes, 4242)),
    rules: ['file-changed'],
  },
  {
    name: 'a file was replaced by one of the same length',
    damage: (at, backup) => edit(join(dataOf(at, backup), 'global/pg_control'), (bytes) => Buffer.alloc(bytes.length, 7)),
    rules: ['file-changed'],
  },
  {
    name: 'there is a file more',
    damage: (at, backup) => writeFileSync(join(dataOf(at, backup), 'standby.signal'), ''),
    rules: ['file-unexpected'],
  },
  {
    name: 'a page of a table was broken before the backup was taken',
    damage: (at, backup, { table }) => breakPage(at, backup, table),
    rules: ['server-complains'],
  },
  {
    name: 'a page of the server’s own was broken before the backup was taken',
    damage: (at, backup, { catalog }) => breakPage(at, backup, catalog),
    rules: ['server-complains'],
  },
  { name: 'the label is missing', damage: (at, backup) => rmSync(join(dataOf(at, backup), 'backup_label')), rules: ['file-missing'] },
  { name: 'the list of files is missing', damage: (at, backup) => rmSync(listOf(at, backup)), rules: ['file-missing'] },
  { name: 'the list of files is truncated', damage: (at, backup) => truncateSync(listOf(at, backup), 4000), rules: ['file-changed'] },
  { name: 'a segment of the log is missing', damage: (at, backup) => rmSync(firstOf(at, backup)), rules: ['log-missing'] },
  { name: 'the last segment of the log is missing', damage: (at) => rmSync(lastOf(at)), rules: ['log-damaged'] },
  { name: 'a segment of the log is truncated', damage: (at, backup) => truncateSync(firstOf(at, backup), 1 << 20), rules: ['log-damaged'] },
  { name: 'a record of the log is damaged', damage: (at) => edit(lastOf(at), (bytes) => flip(bytes, 80)), rules: ['log-damaged'] },
  {
    name: 'a segment of the log is of another cluster',
    damage: (at, backup) => edit(firstOf(at, backup), (bytes) => (bytes.writeBigUInt64LE(12_345n, 24), bytes)),
    rules: ['log-foreign'],
  },
  {
    name: 'a segment of the log is of another timeline',
    damage: (at, backup) => edit(firstOf(at, backup), (bytes) => (bytes.writeUInt32LE(9, 4), bytes)),
    rules: ['log-foreign'],
  },
  { name: 'there is no backup', damage: (at) => rmSync(join(at, 'backups'), { recursive: true }), rules: ['backup-missing'] },
  { name: 'it is of another cluster', plan: { expects: { systemIdentifier: '42' } }, rules: ['wrong-cluster'] },
  { name: 'it is of another tenant than is declared', plan: { expects: { tenant: 'south' } }, rules: ['wrong-tenant'] },
  { name: 'the manifest was edited', ledger: `sha256:${'a'.repeat(64)}`, rules: ['manifest-changed'] },
  { name: 'the disk is full at half of it', room: 0.5, rules: [], outcome: 'inconclusive', says: 'there is no room left' },
  { name: 'the disk is full when the server starts', room: 2.6, rules: [], outcome: 'inconclusive', says: 'there is no room left' },
];

export const noFaultsInFiles: readonly InFiles[] = [
  { name: 'nothing happened', rules: [] },
  { name: 'files have other times', damage: (at, backup) => utimesSync(largest(at, backup), 1, 1), rules: [] },
  { name: 'half of another backup is there', damage: (at) => mkdirSync(join(at, 'backups', '.half')), rules: [] },
  {
    name: 'the last segment has other bytes after its last record',
    damage: (at) => edit(lastOf(at), (bytes) => bytes.fill(3, bytes.length - 8192)),
    rules: [],
  },
  {
    name: 'it was brought from elsewhere',
    damage: (at) => {
      cpSync(join(at, 'backups'), join(at, 'brought'), { recursive: true });
      rmSync(join(at, 'backups'), { recursive: true });
      cpSync(join(at, 'brought'), join(at, 'backups'), { recursive: true });
      rmSync(join(at, 'brought'), { recursive: true });
    },
    rules: [],
  },
  { name: 'it is of the cluster and the tenant that are declared', plan: { expects: { tenant: 'north' } }, rules: [] },
];
