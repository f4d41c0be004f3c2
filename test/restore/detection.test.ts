import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { RestoreJournal } from '../../src/model/journal.ts';
import { runRestoreDrill } from '../../src/restore/drill.ts';
import { readIntegrity } from '../../src/restore/integrity.ts';
import { judgeRestore } from '../../src/restore/judge.ts';
import { hashOfManifest, type Manifest } from '../../src/restore/manifest.ts';
import { readContent } from '../../src/restore/manifest/read.ts';
import { manifestNow } from '../../src/restore/manifest/now.ts';
import type { Backup } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { serverUser } from '../../src/storage/engines/postgres/binaries.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { type RestoredServer, startRestored } from '../../src/storage/engines/postgres/restored.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';

// Faults of backups and of what is in them, each with a twin that is none. One server with a database a case, one backup of it: files
// are damaged in a copy of the repository; rows are changed between what was written down and what was backed up.

const never = new AbortController().signal;
let scratch: Scratch;
/** Of a server with a database a case, and of one with one database. */
const repository = { rows: '', files: '' };
const backups: { rows: Backup; files: Backup } = { rows: undefined as never, files: undefined as never };
const manifests = new Map<string, Manifest>();
let whole: Manifest;

const schema = `
  CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE, note text, at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00.123456Z');
  CREATE TABLE orders (id bigserial PRIMARY KEY, customer integer NOT NULL REFERENCES customers, amount numeric NOT NULL, seen boolean);
  CREATE INDEX orders_customer ON orders (customer);
  CREATE VIEW totals AS SELECT customer, sum(amount) AS total FROM orders GROUP BY customer;
  INSERT INTO customers (email, note) SELECT 'c' || g || '@example.org', CASE WHEN g % 3 = 0 THEN NULL ELSE 'note ' || g END FROM generate_series(1, 500) g;
  INSERT INTO orders (customer, amount) SELECT 1 + g % 500, g FROM generate_series(1, 3000) g;
`;
const invariants = [{ name: 'sum', sql: 'SELECT sum(amount) FROM orders' }];

interface InRows {
  readonly name: string;
  /** What happens between what is written down and what is backed up. */
  readonly sql: string;
  readonly rules: readonly string[];
}

const withoutChecks = (sql: string): string => `SET session_replication_role = replica; ${sql}; RESET session_replication_role;`;

const inRows: readonly InRows[] = [
  { name: 'nothing happens', sql: '', rules: [] },
  { name: 'one row is lost', sql: 'DELETE FROM orders WHERE id = 1234', rules: ['invariant-broken', 'rows-differ'] },
  {
    name: 'two rows swap a value, so that counts and sums agree',
    sql: 'UPDATE orders SET amount = CASE id WHEN 10 THEN 11 ELSE 10 END WHERE id IN (10, 11)',
    rules: ['rows-differ'],
  },
  { name: 'NULL becomes an empty text', sql: "UPDATE customers SET note = '' WHERE id = 3", rules: ['rows-differ'] },
  { name: 'microseconds are cut', sql: "UPDATE customers SET at = date_trunc('milliseconds', at) WHERE id = 7", rules: ['rows-differ'] },
  { name: '1.0 becomes 1.00', sql: 'UPDATE orders SET amount = 5.00 WHERE id = 5', rules: ['invariant-broken', 'rows-differ'] },
  { name: 'all rows are gone', sql: 'TRUNCATE orders, customers', rules: ['nothing-restored'] },
  { name: 'a table is gone', sql: 'DROP TABLE orders CASCADE', rules: ['catalog-differs', 'table-missing'] },
  { name: 'a table was left from before', sql: 'CREATE TABLE old (id int); INSERT INTO old VALUES (1)', rules: ['table-unexpected'] },
  { name: 'rows were left from before', sql: 'INSERT INTO orders (id, customer, amount) VALUES (-1, 1, 0)', rules: ['rows-differ'] },
  {
    name: 'a foreign key became NOT VALID',
    sql: 'ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey, ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers NOT VALID',
    rules: ['catalog-differs'],
  },
  {
    name: 'a foreign key is broken, with as many rows',
    sql: withoutChecks('UPDATE orders SET customer = 9999 WHERE id = 20'),
    rules: ['foreign-key-broken', 'rows-differ'],
  },
  {
    name: 'a unique index has a key twice',
    sql: "UPDATE pg_index SET indisready = false, indislive = true WHERE indexrelid = 'customers_email_key'::regclass; UPDATE customers SET email = 'c1@example.org' WHERE id = 2; UPDATE pg_index SET indisready = true WHERE indexrelid = 'customers_email_key'::regclass",
    rules: ['index-broken', 'rows-differ', 'unique-broken'],
  },
  { name: 'a sequence stands behind', sql: "SELECT setval('orders_id_seq', 17)", rules: ['sequence-behind'] },
  { name: 'a view is gone', sql: 'DROP VIEW totals', rules: ['catalog-differs'] },
  { name: 'an index is gone', sql: 'DROP INDEX orders_customer', rules: ['catalog-differs'] },
  // What a restore may do to a database without doing anything to what it holds.
  { name: 'rows lie in another order', sql: 'CLUSTER orders USING orders_customer; ALTER TABLE orders SET WITHOUT CLUSTER', rules: [] },
  { name: 'tables were vacuumed and indexes rebuilt', sql: 'VACUUM FULL customers; REINDEX TABLE orders; ANALYZE', rules: [] },
  { name: 'a sequence is some numbers ahead', sql: "SELECT setval('orders_id_seq', 3032)", rules: [] },
  {
    name: 'rows were changed and changed back',
    sql: 'UPDATE orders SET amount = amount + 1; UPDATE orders SET amount = amount - 1',
    rules: [],
  },
];

const databaseOf = (index: number): string => `case_${index}`;

/** A server that archives its log into a repository. */
const startArchiving = async (name: string): Promise<{ readonly server: EmbeddedServer; readonly at: string; readonly own: Scratch }> => {
  const own = await openScratch(`restore${name}${process.pid}`);
  const at = join(scratch.folder, name);
  const wal = join(at, 'wal');
  mkdirSync(wal, { recursive: true });
  const user = await serverUser();
  if (user) chownSync(wal, user.uid, user.gid);
  const archive_command = `test ! -f ${wal}/%f && cp %p ${wal}/%f`;
  const settings = { wal_level: 'replica', archive_mode: 'on', allow_system_table_mods: 'on', archive_command };
  return { server: await startEmbedded(own, never, { settings, inMemory: true }), at, own };
};

const of = { artifact: 'orders', store: 'db' };
const context = { root: '/', env: {} };

beforeAll(async () => {
  scratch = await openScratch(`restoretable${process.pid}`);
  {
    const { server, at, own } = await startArchiving('files');
    await using _own = own;
    repository.files = at;
    await server.createDatabase('shop');
    await using session = await openSession(server.url('shop'));
    await session.query(schema);
    const source = { session, url: server.url('shop'), database: 'shop' };
    backups.files = (await base.open({ repository: at }, context).take?.(source, never)) as Backup;
    whole = await manifestNow({ ...of, invariants }, 'lock', source, backups.files, never);
    await server[Symbol.asyncDispose](); // Archives the rest.
  }
  const { server, at, own } = await startArchiving('rows');
  await using _own = own;
  repository.rows = at;
  await server.createDatabase('template_case');
  {
    await using first = await openSession(server.url('template_case'));
    await first.query(schema);
    await first.query('CREATE ROLE app LOGIN; GRANT SELECT ON orders TO app');
  }
  const before = new Map<string, Manifest['content']>();
  await using all = await openSession(server.url('postgres'));
  for (const [index, { sql }] of inRows.entries()) {
    const database = databaseOf(index);
    await all.query(`CREATE DATABASE ${database} TEMPLATE template_case STRATEGY file_copy`);
    await using session = await openSession(server.url(database));
    before.set(database, await readContent(session, invariants, never));
    // VACUUM and CLUSTER are no part of a transaction, so each statement goes alone.
    for (const statement of sql.split('; ').filter(Boolean)) await session.query(statement);
  }
  backups.rows = (await base
    .open({ repository: at }, context)
    .take?.({ session: all, url: server.url('postgres'), database: 'postgres' }, never)) as Backup;
  for (const [index] of inRows.entries()) {
    const database = databaseOf(index);
    await using session = await openSession(server.url(database));
    const manifest = await manifestNow(
      { ...of, invariants: [] },
      'lock',
      { session, url: server.url(database), database },
      backups.rows,
      never,
    );
    const was = before.get(database);
    if (was) manifests.set(database, { ...manifest, content: was });
  }
  await server[Symbol.asyncDispose]();
}, 120_000);
afterAll(async () => {
  await scratch[Symbol.asyncDispose]();
});

interface Given {
  readonly at?: string;
  readonly manifest?: Manifest;
  readonly ledger?: string;
  readonly budgets?: { readonly rtoMs?: number; readonly rpoMs?: number };
  readonly requests?: number;
}

const restore = async ({ at = repository.files, manifest = whole, ledger, budgets = {}, requests = 1 }: Given): Promise<RestoreJournal> =>
  runRestoreDrill(
    {
      id: `restore${Math.random().toString(16).slice(2, 8)}`,
      drill: 'nightly',
      artifact: 'orders',
      environment: 'local',
      synthetic: true,
      from: { version: '1.0.0', digest: `sha256:${'0'.repeat(64)}` },
      to: { version: '1.1.0', digest: `sha256:${'1'.repeat(64)}` },
      store: 'db',
      provider: 'base',
      source: 'none',
      take: false,
      moment: 'lock',
      expects: {},
      database: 'shop',
      points: [],
      invariants,
      budgets,
      deadlineMs: 60_000,
      workMs: 0,
      requestTimeoutMs: 1000,
    },
    {
      repository: base.open({ repository: at }, context),
      boot: async () => ({ version: '1.0.0', requests, writes: [] }),
      manifests: {
        write: async () => {},
        read: async () => ({ manifest, ledger: ledger ?? hashOfManifest(manifest) }),
      },
    },
    {
      clock: systemClock,
      progress: { step: () => {}, note: () => {}, count: () => {} },
      signal: never,
      toolVersion: '0',
      originMs: performance.now(),
    },
  );

const rulesOf = ({ findings }: Pick<RestoreJournal, 'findings'>): readonly string[] =>
  [...new Set(findings.map(({ rule }) => rule.slice('restore/'.length)))].sort();

describe('what is in a backup and should not be, or is not and should', () => {
  // One copy serves all: each case is a database of its own in it.
  let copies: Scratch;
  let copy: RestoredServer;
  beforeAll(async () => {
    copies = await openScratch(`restorerows${process.pid}`);
    const folder = join(await copies.inMemory(), 'copy');
    mkdirSync(folder, { mode: 0o711 });
    const target = { scratch: copies, folder, database: () => Promise.reject(new Error('of files')) };
    const restored = await base.open({ repository: repository.rows }, context).restore(backups.rows, target, never);
    if (restored.kind !== 'cluster') throw new Error('it is no cluster');
    const { data, restoreCommand = '' } = restored;
    copy = await startRestored({ scratch: copies, data, restoreCommand, to: { kind: 'latest' }, label: 'rows' }, never);
  });
  afterAll(async () => {
    await copy[Symbol.asyncDispose]();
    await copies[Symbol.asyncDispose]();
  });

  it.each(inRows.map((one, index) => ({ ...one, index })))('$name', async ({ index, rules }) => {
    const manifest = manifests.get(databaseOf(index)) as Manifest;
    await using session = await openSession(copy.url(databaseOf(index)));
    const content = await readContent(session, invariants, never);
    const integrity = await readIntegrity(session);
    const changes = diffCatalogs(manifest.content.catalog, content.catalog);
    const findings = judgeRestore({
      now: '',
      provider: 'base',
      backups: [backups.rows],
      budgets: {},
      manifest,
      content,
      changes,
      integrity,
    });
    expect(rulesOf({ findings })).toEqual(rules);
  });
});

/** The largest file of a database: one with rows. */
const largest = (at: string): string => {
  const folder = join(at, 'backups', backups.files.id, 'data');
  const files = readdirSync(join(folder, 'base'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const sized = files.map((entry) => join(entry.parentPath, entry.name)).sort((a, b) => statSync(b).size - statSync(a).size);
  return sized[0] ?? '';
};

const edit = (path: string, how: (bytes: Buffer) => Buffer): void => writeFileSync(path, how(readFileSync(path)));

interface InFiles {
  readonly name: string;
  readonly damage: (at: string) => void;
  readonly rules: readonly string[];
}

const segments = (at: string): readonly string[] =>
  readdirSync(join(at, 'wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort();
const dataOf = (at: string): string => join(at, 'backups', backups.files.id, 'data');

const inFiles: readonly InFiles[] = [
  { name: 'a file is missing', damage: (at) => rmSync(largest(at)), rules: ['file-missing'] },
  { name: 'a file is empty', damage: (at) => truncateSync(largest(at), 0), rules: ['file-changed'] },
  { name: 'a file is truncated', damage: (at) => truncateSync(largest(at), 8192), rules: ['file-changed'] },
  {
    name: 'bytes were appended to a file',
    damage: (at) => edit(largest(at), (bytes) => Buffer.concat([bytes, Buffer.alloc(8192)])),
    rules: ['file-changed'],
  },
  {
    name: 'one bit of a file is another one',
    damage: (at) =>
      edit(largest(at), (bytes) => {
        bytes[4242] = (bytes[4242] ?? 0) ^ 1;
        return bytes;
      }),
    rules: ['file-changed'],
  },
  {
    name: 'a file is another one of the same length',
    damage: (at) => edit(join(dataOf(at), 'global/pg_control'), (bytes) => Buffer.alloc(bytes.length, 7)),
    rules: ['file-changed'],
  },
  {
    name: 'there is a file that was not backed up',
    damage: (at) => writeFileSync(join(dataOf(at), 'standby.signal'), ''),
    rules: ['file-unexpected'],
  },
  { name: 'the label is gone', damage: (at) => rmSync(join(dataOf(at), 'backup_label')), rules: ['file-missing'] },
  { name: 'the list of files is gone', damage: (at) => rmSync(join(dataOf(at), '../backup.json')), rules: ['file-missing'] },
  { name: 'the list of files is cut', damage: (at) => truncateSync(join(dataOf(at), '../backup.json'), 999), rules: ['file-changed'] },
  { name: 'a segment of the log is missing', damage: (at) => rmSync(join(at, 'wal', segments(at).at(-1) ?? '')), rules: ['log-damaged'] },
  { name: 'the first segment that is needed is missing', damage: (at) => rmSync(join(at, 'wal', needed(at))), rules: ['log-missing'] },
  { name: 'a segment of the log is truncated', damage: (at) => truncateSync(join(at, 'wal', needed(at)), 1 << 20), rules: ['log-damaged'] },
  {
    name: 'a segment of the log is no segment',
    damage: (at) => edit(join(at, 'wal', needed(at)), (bytes) => Buffer.alloc(bytes.length)),
    rules: ['log-damaged'],
  },
  {
    name: 'a record of the log is damaged',
    damage: (at) =>
      edit(join(at, 'wal', segments(at).at(-1) ?? ''), (bytes) => {
        bytes[80] = (bytes[80] ?? 0) ^ 1;
        return bytes;
      }),
    rules: ['log-damaged'],
  },
  {
    name: 'a segment of the log is of another cluster',
    damage: (at) =>
      edit(join(at, 'wal', needed(at)), (bytes) => {
        bytes.writeBigUInt64LE(12_345n, 24);
        return bytes;
      }),
    rules: ['log-foreign'],
  },
  {
    name: 'a segment of the log is of another timeline',
    damage: (at) =>
      edit(join(at, 'wal', needed(at)), (bytes) => {
        bytes.writeUInt32LE(9, 4);
        return bytes;
      }),
    rules: ['log-foreign'],
  },
  {
    name: 'somebody has promoted a copy once, which archives here: its timeline leaves the source’s too early',
    damage: (at) => writeFileSync(join(at, 'wal', '00000002.history'), '1\t0/2000000\tno recovery target specified\n'),
    rules: ['wrong-timeline'],
  },
  {
    name: 'the newest timeline comes from none of the source’s',
    damage: (at) => writeFileSync(join(at, 'wal', '00000002.history'), ''),
    rules: ['wrong-timeline'],
  },
  { name: 'there is no backup', damage: (at) => rmSync(join(at, 'backups'), { recursive: true }), rules: ['backup-missing'] },
];

/** The segment that the backup begins in. */
const needed = (at: string): string =>
  segments(at).find((name) =>
    name.endsWith((Number.parseInt(backups.files.log?.from.split('/')[1] ?? '0', 16) >> 24).toString(16).toUpperCase().padStart(2, '0')),
  ) ?? '';

/** Where the last segment ends. */
const endOf = (at: string): string => {
  const last = segments(at).at(-1) ?? '';
  return `0/${((Number.parseInt(last.slice(16), 16) + 1) * 0x1000000).toString(16).toUpperCase()}`;
};

/** What is no fault of a backup. */
const harmless: readonly InFiles[] = [
  { name: 'nothing happens', damage: () => {}, rules: [] },
  {
    name: 'a segment has other bytes after its last record',
    damage: (at) => edit(join(at, 'wal', segments(at).at(-1) ?? ''), (bytes) => bytes.fill(3, bytes.length - 8192)),
    rules: [],
  },
  {
    name: 'the source was promoted after the backup: its new timeline goes on where all was written',
    damage: (at) => writeFileSync(join(at, 'wal', '00000002.history'), `1\t${endOf(at)}\tno recovery target specified\n`),
    rules: [],
  },
  { name: 'an older backup was removed', damage: (at) => mkdirSync(join(at, 'backups', '.half')), rules: [] },
  { name: 'files have other times', damage: (at) => utimesSync(largest(at), 1, 1), rules: [] },
];

describe('what is wrong with the files of a backup', () => {
  it.each([...inFiles, ...harmless])('$name', async ({ damage, rules }) => {
    const at = mkdtempSync(join(tmpdir(), 'drill-restore-'));
    chmodSync(at, 0o711);
    try {
      cpSync(repository.files, at, { recursive: true, preserveTimestamps: true });
      damage(at);
      const journal = await restore({ at });
      expect({ rules: rulesOf(journal), failures: journal.failures, outcome: judgeDrill(journal).outcome }).toEqual({
        rules,
        failures: [],
        outcome: rules.length > 0 ? 'fail' : 'pass',
      });
    } finally {
      rmSync(at, { recursive: true, force: true });
    }
  });
});

describe('what a backup is held against', () => {
  const cases: readonly {
    readonly name: string;
    readonly given: () => Given;
    readonly rules: readonly string[];
    readonly outcome: string;
  }[] = [
    {
      name: 'a manifest that was edited',
      given: () => ({ ledger: `sha256:${'a'.repeat(64)}` }),
      rules: ['manifest-changed'],
      outcome: 'fail',
    },
    {
      name: 'a manifest of another cluster',
      given: () => ({ manifest: { ...whole, cluster: { ...whole.cluster, systemIdentifier: '42' } } }),
      rules: ['wrong-cluster'],
      outcome: 'fail',
    },
    {
      name: 'a role that is not there',
      given: () => ({
        manifest: {
          ...whole,
          content: { ...whole.content, roles: [...whole.content.roles, { name: 'ghost', may: ['login'], memberOf: [] }] },
        },
      }),
      rules: ['role-missing'],
      outcome: 'fail',
    },
    {
      name: 'an extension that is not there',
      given: () => ({
        manifest: { ...whole, content: { ...whole.content, extensions: [...whole.content.extensions, 'postgis 3.5.0'] } },
      }),
      rules: ['extension-missing'],
      outcome: 'fail',
    },
    { name: 'less time than it takes', given: () => ({ budgets: { rtoMs: 1 } }), rules: ['too-slow'], outcome: 'fail' },
    { name: 'an age that it has', given: () => ({ budgets: { rpoMs: 1 } }), rules: ['backup-stale'], outcome: 'fail' },
    { name: 'enough time', given: () => ({ budgets: { rtoMs: 60_000, rpoMs: 3_600_000 } }), rules: [], outcome: 'pass' },
    { name: 'nobody asked N-1 anything', given: () => ({ requests: 0 }), rules: [], outcome: 'inconclusive' },
  ];
  it.each(cases)('$name', async ({ given, rules, outcome }) => {
    const journal = await restore(given());
    expect({ rules: rulesOf(journal), outcome: judgeDrill(journal).outcome }).toEqual({ rules, outcome });
  });
});
