import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { Manifest } from '../../src/restore/manifest.ts';
import { exportedMoment } from '../../src/restore/manifest/moment.ts';
import { readManifest } from '../../src/restore/manifest/take.ts';
import type { Backup } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { sealManifest } from '../../src/restore/sealed.ts';
import { manifestNow } from '../../src/restore/manifest/now.ts';
import { serverUser } from '../../src/storage/engines/postgres/binaries.ts';
import { startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import type { Files } from './files.ts';
import { invariants, role, shop, tenant } from './shop.ts';

export const never = new AbortController().signal;

/** What is damaged: a backup of files with its log, and what the source held, for it and for a dump. */
export interface BackedUp {
  readonly repository: string;
  readonly backup: Backup;
  readonly ofFiles: Manifest;
  readonly ofDump: Manifest;
  readonly files: Files;
}

const of = { artifact: 'orders', store: 'db', invariants, tenant };

/** Makes the database on a server of its own, and backs it up. */
export const backUp = async (rows: number, scratch: Scratch): Promise<BackedUp> => {
  const repository = join(scratch.folder, 'repository');
  const wal = join(repository, 'wal');
  mkdirSync(wal, { recursive: true });
  const user = await serverUser();
  if (user) chownSync(wal, user.uid, user.gid);
  await using own = await openScratch(`benchsource${process.pid}`);
  const settings = { wal_level: 'replica', archive_mode: 'on', archive_command: `test ! -f ${wal}/%f && cp %p ${wal}/%f` };
  await using server = await startEmbedded(own, never, { settings, inMemory: true });
  await server.createDatabase('shop');
  const url = server.url('shop');
  await using session = await openSession(url);
  for (const statement of [role, ...shop(rows)]) await session.query(statement);
  const source = { session, url, database: 'shop' };
  const [files] = await session.query<{ table: string; catalog: string }>(
    "SELECT pg_relation_filepath('orders') AS table, pg_relation_filepath('pg_proc') AS catalog",
  );
  const backup = (await base.open({ repository }, { root: '/', env: {} }).take?.(source, never)) as Backup;
  const ofFiles = await manifestNow(of, 'lock', source, backup, never);
  await using moment = await exportedMoment(source);
  const ofDump = await readManifest(source, moment, { ...of, id: 'nightly', at: backup.at }, never);
  return { repository, backup, ofFiles: sealManifest(ofFiles), ofDump: sealManifest(ofDump), files: files ?? { table: '', catalog: '' } };
};
