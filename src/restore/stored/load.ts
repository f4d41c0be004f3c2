import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DrillError } from '../../core/error.ts';
import { dumpClient } from '../dump/clients.ts';
import type { EmptyDatabase } from '../provider.ts';
import type { Stored } from './stored.ts';

const needs = (name: string, major: number, id: string): DrillError =>
  new DrillError('backup/needs-client', `${id} is brought back with ${name}, and none of PostgreSQL ${major} or later is installed`, {
    fix: `install postgresql-client-${major} or a later one`,
    kind: 'internal',
  });

/** Of all databases and roles: it is made to be run on a server of its own, and goes from one database to the next. */
const refuseAll = async (path: string, id: string): Promise<void> => {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(4096);
  await file.read(head, 0, head.length, 0);
  if (head.toString('utf8').includes('-- PostgreSQL database cluster dump'))
    throw new DrillError('backup/not-yet', `${id} is a dump of a whole server (pg_dumpall), which cannot be restored yet`, {
      fix: 'dump the database itself: pg_dump --format=custom',
      kind: 'internal',
    });
};

/** Brings a dump into an empty database. Owners and rights are left out: of roles a dump has none. @throws DrillError `backup/…` */
export const loadStored = async (
  { id, path, how, major = 1 }: Extract<Stored, { kind: 'dump' }>,
  into: EmptyDatabase,
  folder: string,
  signal: AbortSignal,
): Promise<void> => {
  if (how === 'program') {
    const client = await dumpClient('pg_restore', major);
    if (!client) throw needs('pg_restore', major, id);
    return client.run(['--exit-on-error', '--no-owner', '--no-privileges', '--no-tablespaces', path], into.url, signal);
  }
  const client = await dumpClient('psql', major);
  if (!client) throw needs('psql', major, id);
  let file = path;
  if (path.endsWith('.gz')) {
    file = join(folder, 'dump.sql');
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(file, { mode: 0o600 }), { signal });
  }
  await refuseAll(file, id);
  await client.run(['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`], into.url, signal);
};
