import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { DrillError } from '../../src/core/error.ts';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { RestoreJournal } from '../../src/model/journal.ts';
import { runRestoreDrill } from '../../src/restore/drill.ts';
import { hashOfManifest, type Manifest } from '../../src/restore/manifest.ts';
import { manifestOfJob } from '../../src/restore/manifest/job.ts';
import type { RestorePlan } from '../../src/restore/plan.ts';
import type { RestorePorts } from '../../src/restore/ports.ts';
import type { Repository } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { logical } from '../../src/restore/providers/logical.ts';
import { serverUser } from '../../src/storage/engines/postgres/binaries.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { programsOf } from '../../src/storage/engines/postgres/installed.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';

// Backups of a database that is there: it is only read, and it goes on. What a verdict rests on is said.

const never = new AbortController().signal;
const context = { root: '/', env: {} };
let scratch: Scratch;
let server: EmbeddedServer;
let at: string;
let url: string;
const manifests = new Map<string, Manifest>();

const schema = `CREATE TABLE tenant (name text); INSERT INTO tenant VALUES ('north');
CREATE TABLE orders (id serial PRIMARY KEY, amount integer NOT NULL); INSERT INTO orders (amount) SELECT g FROM generate_series(1, 1000) g; CREATE ROLE app LOGIN; GRANT SELECT ON orders TO app`;

beforeAll(async () => {
  scratch = await openScratch(`given${process.pid}`);
  at = mkdtempSync(join(tmpdir(), 'drill-given-'));
  chmodSync(at, 0o711);
  const wal = join(at, 'files/wal');
  mkdirSync(wal, { recursive: true });
  const user = await serverUser();
  if (user) chownSync(wal, user.uid, user.gid);
  const settings = {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_timeout: '60s',
    archive_command: `test ! -f ${wal}/%f && cp %p ${wal}/%f`,
  };
  server = await startEmbedded(scratch, never, { settings, inMemory: true });
  await server.createDatabase('shop');
  url = server.url('shop');
  await using session = await openSession(url);
  await session.query(schema);
  const space = join(at, 'space');
  mkdirSync(space, { mode: 0o700 });
  if (user) chownSync(space, user.uid, user.gid);
  await session.query(`CREATE TABLESPACE apart LOCATION '${space}'`);
  await session.query('CREATE TABLE elsewhere TABLESPACE apart AS SELECT g AS a FROM generate_series(1, 10) g');
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
  rmSync(at, { recursive: true, force: true });
});

const files = (): Repository => base.open({ repository: join(at, 'files') }, context);
const dumps = (): Repository => logical.open({ repository: join(at, 'dumps') }, context);

const digest = `sha256:${'0'.repeat(64)}`;
const drilled = (plan: Partial<RestorePlan>, ports: Partial<RestorePorts>): Promise<RestoreJournal> =>
  runRestoreDrill(
    {
      id: `given${Math.random().toString(16).slice(2, 8)}`,
      drill: 'nightly',
      artifact: 'orders',
      environment: 'local',
      synthetic: true,
      from: { version: '1.0.0', digest },
      to: { version: '1.1.0', digest },
      store: 'db',
      provider: ports.repository?.provider ?? '',
      source: ports.source === undefined ? 'none' : 'given',
      take: false,
      moment: 'snapshot',
      expects: {},
      database: 'shop',
      points: [],
      invariants: [],
      tenant: 'SELECT name FROM tenant',
      budgets: {},
      deadlineMs: 60_000,
      workMs: 0,
      requestTimeoutMs: 1000,
      ...plan,
    },
    {
      boot: async () => ({ version: '1.0.0', requests: 1, writes: [] }),
      manifests: {
        write: async (manifest) => void manifests.set(manifest.backup, manifest),
        read: async ({ id }) => {
          const manifest = manifests.get(id);
          return manifest && { manifest, ledger: hashOfManifest(manifest) };
        },
      },
      ...ports,
    },
    {
      clock: systemClock,
      progress: { step: () => {}, note: () => {}, count: () => {} },
      signal: never,
      toolVersion: '0',
      originMs: performance.now(),
    },
  );

const nothingWritten: RestorePorts['manifests'] = { write: async () => {}, read: async () => undefined };

interface Told {
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly restsOn: string | undefined;
  readonly rows: number;
}

const told = (journal: RestoreJournal): Told => {
  const { outcome, reasons } = judgeDrill(journal);
  return {
    outcome,
    reasons: reasons.map(({ code, what }) => (code.startsWith('restore/') ? code : `${code}: ${what}`)),
    restsOn: journal.restsOn,
    rows: journal.work.rows,
  };
};

describe('backups of a source that is there', () => {
  // The first takes one of files, and the second a dump; the others find them.
  it('files and log: taken, and held against what was written down at a place of the log, for which nobody waited', async () => {
    const journal = await drilled({ take: true }, { repository: files(), source: url });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 1011 });
    expect([...manifests.values()].map(({ moment }) => moment.kind)).toEqual(['lsn']);
  }, 60_000);

  it('a dump: taken and written down of the same snapshot', async () => {
    const journal = await drilled({ take: true }, { repository: dumps(), source: url });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 1011 });
    expect([...manifests.values()].at(-1)?.moment).toEqual({ kind: 'snapshot' });
  }, 60_000);

  it('files and log of a source that goes on to be written to by several', async () => {
    const over = new AbortController();
    const write = async (): Promise<number> => {
      await using session = await openSession(url);
      let count = 0;
      for (; !over.signal.aborted; count++)
        await session.query('WITH more AS (INSERT INTO busy VALUES (1) RETURNING a) UPDATE busy_sum SET b = b + 1 FROM more');
      return count;
    };
    await using session = await openSession(url);
    await session.query('CREATE TABLE busy (a integer); CREATE TABLE busy_sum (b bigint); INSERT INTO busy_sum VALUES (0)');
    const writing = Promise.all([write(), write(), write()]);
    const invariants = [{ name: 'none', sql: 'SELECT (SELECT count(*) FROM busy) - (SELECT b FROM busy_sum)', is: '0' }];
    const journal = await drilled({ take: true, invariants }, { repository: files(), source: url }).finally(() => over.abort());
    const counts = await writing;
    await session.query('DROP TABLE busy, busy_sum');
    expect([told({ ...journal, work: { ...journal.work, rows: 0 } }), [...manifests.values()].at(-1)?.moment.kind]).toEqual([
      { outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 0 },
      'lsn',
    ]);
    expect(Math.min(...counts)).toBeGreaterThan(20);
    expect(journal.work.rows).toBeGreaterThan(1012);
  }, 60_000);

  it('without a manifest, files and log are held against the source as it is now', async () => {
    await using session = await openSession(url);
    await session.query('INSERT INTO orders (amount) VALUES (1), (2)');
    const journal = await drilled({}, { repository: files(), source: url, manifests: nothingWritten });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'source', rows: 1013 });
  }, 60_000);

  const nobodyTells = 'drill/nothing-compared: nothing tells what the backup must hold: no table was compared';
  const none = [{ name: 'none', sql: 'SELECT count(*) FROM orders WHERE amount < 0', is: '0' }];
  const cases: readonly {
    readonly name: string;
    readonly plan: Partial<RestorePlan>;
    readonly of: () => Repository;
    readonly told: Told;
  }[] = [
    {
      name: 'with nothing to be held against it proves nothing',
      plan: {},
      of: dumps,
      told: { outcome: 'inconclusive', reasons: [nobodyTells], restsOn: undefined, rows: 1011 },
    },
    {
      name: 'a query alone, whose answer nobody declared, proves nothing',
      plan: { invariants: [{ name: 'sum', sql: 'SELECT sum(amount) FROM orders' }] },
      of: dumps,
      told: { outcome: 'inconclusive', reasons: [nobodyTells], restsOn: undefined, rows: 1011 },
    },
    {
      name: 'it rests on invariants with their answers',
      plan: { invariants: none },
      of: dumps,
      told: { outcome: 'pass', reasons: [], restsOn: 'invariants', rows: 1011 },
    },
    {
      name: 'an invariant that does not hold',
      plan: { invariants: [{ ...none[0]!, is: '1' }] },
      of: dumps,
      told: { outcome: 'fail', reasons: ['restore/invariant-broken'], restsOn: 'invariants', rows: 1011 },
    },
    {
      name: 'the tenant that is declared is another one',
      plan: { invariants: none, expects: { tenant: 'south' } },
      of: dumps,
      told: { outcome: 'fail', reasons: ['restore/wrong-tenant'], restsOn: 'invariants', rows: 1011 },
    },
    {
      name: 'the cluster that is declared is another one',
      plan: { invariants: none, expects: { systemIdentifier: '42', tenant: 'north' } },
      of: dumps,
      told: { outcome: 'fail', reasons: ['restore/wrong-cluster'], restsOn: 'invariants', rows: 1011 },
    },
    {
      name: 'it is older than what may be lost',
      plan: { invariants: none, budgets: { rpoMs: 1 } },
      of: dumps,
      told: { outcome: 'fail', reasons: ['restore/backup-stale'], restsOn: 'invariants', rows: 1011 },
    },
  ];
  it.each(cases)(
    'without source and manifest: $name',
    async ({ plan, of, told: wanted }) => {
      expect(told(await drilled(plan, { repository: of(), manifests: nothingWritten }))).toEqual(wanted);
    },
    60_000,
  );
});

describe('where dumps are restored', () => {
  it('on a server of which somebody said that nothing on it matters: in a database of its own, which is gone afterwards', async () => {
    await using own = await openScratch(`giveninto${process.pid}`);
    await using other = await startEmbedded(own, never, { inMemory: true });
    const journal = await drilled({}, { repository: dumps(), into: other.url('postgres') });
    await using session = await openSession(other.url('postgres'));
    const left = await session.query<{ name: string }>('SELECT datname AS name FROM pg_database ORDER BY 1');
    expect([told(journal), left.map(({ name }) => name)]).toEqual([
      { outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 1011 },
      ['postgres', 'template0', 'template1'],
    ]);
    expect(await session.query("SELECT rolname FROM pg_roles WHERE rolname = 'app'")).toEqual([]);
  }, 60_000);

  it('is refused where there is something already', async () => {
    const refused = await drilled({}, { repository: dumps(), into: url }).catch((error: unknown) => error);
    expect(refused instanceof DrillError && refused.problems.map(({ code, what }) => [code, what])).toEqual([
      ['backup/target-not-empty', 'the database shop of `into` has 3 tables in it'],
    ]);
  });
});

describe('a dump that is just as it was written, and wrong', () => {
  it('fails where a server refuses it', async () => {
    const [id = ''] = readdirSync(join(at, 'dumps'));
    const copied = join(at, 'wrong');
    cpSync(join(at, 'dumps', id), join(copied, id), { recursive: true });
    const list = JSON.parse(readFileSync(join(copied, id, 'dump.json'), 'utf8')) as {
      files: { name: string; size: number; hash: string }[];
    };
    const text = `${readFileSync(join(copied, id, 'after.sql'), 'utf8')}\nALTER TABLE public.orders ADD CHECK (amount < 0);\n`;
    writeFileSync(join(copied, id, 'after.sql'), text);
    for (const file of list.files)
      if (file.name === 'after.sql')
        Object.assign(file, { size: Buffer.byteLength(text), hash: `sha256:${createHash('sha256').update(text).digest('hex')}` });
    writeFileSync(join(copied, id, 'dump.json'), JSON.stringify(list));
    const journal = await drilled({}, { repository: logical.open({ repository: copied }, context) });
    expect([told(journal), journal.findings.map(({ what }) => what)]).toEqual([
      { outcome: 'fail', reasons: ['restore/not-restorable'], restsOn: undefined, rows: 0 },
      [
        'it cannot be restored: the server refuses keys and rights of the dump: check constraint "orders_amount_check" of relation "orders" is violated by some row',
      ],
    ]);
  }, 60_000);
});

describe('manifests of backups that others take', () => {
  const of = { artifact: 'orders', store: 'db', invariants: [], moment: 'snapshot' } as const;

  it('are written of what the job dumped, by its snapshot', async () => {
    const repository = dumps();
    await using session = await openSession(url);
    const [before] = await session.query<{ rows: string }>('SELECT count(*) AS rows FROM orders');
    const job = async (snapshot: string): Promise<void> => {
      await session.query('INSERT INTO orders (amount) VALUES (3)'); // After the snapshot: it is no part of it.
      await repository.take?.({ session, url, database: 'shop', snapshot }, never);
    };
    const manifest = await manifestOfJob({ of, repository, url, job }, never);
    const read: RestorePorts['manifests']['read'] = async () => ({ manifest });
    const journal = await drilled({}, { repository, manifests: { write: async () => {}, read } });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'manifest', rows: Number(before?.rows) + 11 });
  }, 60_000);

  it('are not written where the job made none, nor of a dump afterwards', async () => {
    const code = (error: unknown): unknown => (error instanceof DrillError ? error.problems[0]?.code : error);
    expect(await manifestOfJob({ of, repository: dumps(), url, job: async () => {} }, never).catch(code)).toBe('backup/none-new');
    expect(await manifestOfJob({ of, repository: dumps(), url }, never).catch(code)).toBe('backup/needs-job');
    expect(await manifestOfJob({ of, repository: logical.open({ repository: join(at, 'none') }, context), url }, never).catch(code)).toBe(
      'backup/none',
    );
  });
});

describe('a log that leads out of the copy', () => {
  it('is not gone along: a tablespace that it makes lies where the source has its files', async () => {
    await using session = await openSession(url);
    const later = join(at, 'later');
    mkdirSync(later, { mode: 0o700 });
    const user = await serverUser();
    if (user) chownSync(later, user.uid, user.gid);
    await session.query(`CREATE TABLESPACE later LOCATION '${later}'`);
    const journal = await drilled({}, { repository: files(), source: url, manifests: nothingWritten });
    expect([told(journal).outcome, journal.failures.map(({ what }) => what.replace(/ \(.*/, ''))]).toEqual([
      'inconclusive',
      [`the log makes a tablespace after the backup was taken, at ${later}`],
    ]);
  }, 60_000);
});

const installed = '/usr/lib/postgresql/15/bin';
const isThere = await programsOf({ programs: installed }).then(
  () => true,
  () => false,
);

describe.skipIf(!isThere)('with the programs of a server that is installed, of another version than the embedded one', () => {
  let own: Scratch;
  let older: EmbeddedServer;
  let here: string;
  beforeAll(async () => {
    own = await openScratch(`given15${process.pid}`);
    here = mkdtempSync(join(tmpdir(), 'drill-given-'));
    chmodSync(here, 0o711);
    for (const name of ['files/wal', 'space']) {
      mkdirSync(join(here, name), { recursive: true });
      const user = await serverUser();
      if (user) chownSync(join(here, name), user.uid, user.gid);
    }
    const archive_command = `test ! -f ${here}/files/wal/%f && cp %p ${here}/files/wal/%f`;
    const settings = { wal_level: 'replica', archive_mode: 'on', archive_timeout: '1s', archive_command };
    older = await startEmbedded(own, never, { settings, inMemory: true, installed: await programsOf({ programs: installed }) });
    await using session = await openSession(older.url('postgres'));
    await session.query('CREATE DATABASE shop');
    await using shop = await openSession(older.url('shop'));
    await shop.query(schema);
    await shop.query(`CREATE TABLESPACE apart LOCATION '${here}/space'`);
    await shop.query('CREATE TABLE elsewhere TABLESPACE apart AS SELECT g AS a FROM generate_series(1, 10) g');
    await shop.query("CREATE ROLE taker LOGIN REPLICATION PASSWORD 'taken' IN ROLE pg_read_all_data");
  }, 60_000);
  afterAll(async () => {
    await older[Symbol.asyncDispose]();
    await own[Symbol.asyncDispose]();
    rmSync(here, { recursive: true, force: true });
  });
  /** Of a role that may read all, and does not know where the files are. */
  const asTaker = (): string => older.url('shop').replace(/\/\/[^@]*@/, '//taker:taken@');

  it('a dump by pg_dump, restored by pg_restore', async () => {
    const repository = logical.open({ repository: join(here, 'dumps') }, context);
    const journal = await drilled({ take: true }, { repository, source: older.url('shop') });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 1011 });
    expect([readdirSync(join(here, 'dumps', journal.backup?.id ?? '')).sort(), journal.tool.database]).toEqual([
      ['database.dump', 'database.sql', 'dump.json', 'roles.sql'],
      expect.stringMatching(/^PostgreSQL 15\./),
    ]);
  }, 60_000);

  it('files by pg_basebackup, with a tablespace, by a role that may not lock, and does not know where they are', async () => {
    const repository = base.open({ repository: join(here, 'files') }, context);
    const journal = await drilled({ take: true }, { repository, source: asTaker() });
    expect(told(journal)).toEqual({ outcome: 'pass', reasons: [], restsOn: 'manifest', rows: 1011 });
    const data = join(here, 'files/backups', journal.backup?.id ?? '', 'data');
    expect(readFileSync(join(data, 'backup_label'), 'utf8')).toContain('BACKUP METHOD: streamed\n');
    expect(readdirSync(join(data, 'pg_tblspc'), { withFileTypes: true }).map((entry) => entry.isDirectory())).toEqual([true]);
  }, 60_000);
});
