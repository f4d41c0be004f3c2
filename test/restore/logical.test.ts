import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import { dumpedContent, type Manifest } from '../../src/restore/manifest.ts';
import { exportedMoment } from '../../src/restore/manifest/moment.ts';
import { readContent } from '../../src/restore/manifest/read.ts';
import { readManifest } from '../../src/restore/manifest/take.ts';
import type { Backup, EmptyDatabase, FileFault } from '../../src/restore/provider.ts';
import { logical } from '../../src/restore/providers/logical.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';

// A dump by COPY, of a database that has some of everything, brought into an empty one on another server: nothing must be missing.

const never = new AbortController().signal;
const schema = `
CREATE ROLE staff; CREATE ROLE app LOGIN PASSWORD 'secret' IN ROLE staff CONNECTION LIMIT 7; CREATE ROLE "Odd Role";
ALTER ROLE app SET statement_timeout = '3s';
GRANT staff TO "Odd Role" WITH ADMIN OPTION;
CREATE SCHEMA "Odd Schema" AUTHORIZATION "Odd Role"; COMMENT ON SCHEMA "Odd Schema" IS 'it''s odd \\ so';
CREATE TYPE mood AS ENUM ('well', 'it''s bad');
CREATE TYPE place AS (street text, number integer); COMMENT ON COLUMN place.street IS 'a street';
CREATE TYPE spans AS RANGE (SUBTYPE = float8);
CREATE DOMAIN positive AS integer DEFAULT 1 NOT NULL CONSTRAINT above CHECK (VALUE > 0); COMMENT ON CONSTRAINT above ON DOMAIN positive IS 'above';
CREATE COLLATION plain (PROVIDER = libc, LOCALE = 'C');
CREATE SEQUENCE numbers AS integer START 5 INCREMENT 3 MAXVALUE 900 CACHE 2 CYCLE;
CREATE FUNCTION double(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE TABLE customers (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text COLLATE plain UNIQUE, note text DEFAULT 'none', mood mood, home place, age positive, twice integer GENERATED ALWAYS AS (id * 2) STORED, at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00.123456Z', raw bytea, tags text[]);
COMMENT ON TABLE customers IS 'who'; COMMENT ON COLUMN customers.email IS 'how';
INSERT INTO customers (email, note, mood, home, raw, tags) SELECT 'c' || g || '@example.org', CASE g % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN E'tab\\tline\\nback\\\\slash' ELSE '\\N' END, 'well', ROW ('a "b"'::text, g)::place, decode('00ff0a5c', 'hex'), ARRAY['a,b', NULL, '{}'] FROM generate_series(1, 500) g;
CREATE TABLE orders (id bigserial, customer integer NOT NULL, amount numeric(20, 4) NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE orders_old (at date NOT NULL, customer integer NOT NULL, id bigint NOT NULL DEFAULT nextval('orders_id_seq'), amount numeric(20, 4) NOT NULL);
ALTER TABLE orders ATTACH PARTITION orders_old FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE orders_new PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
INSERT INTO orders (customer, amount, at) SELECT 1 + g % 500, g / 7.0, date '2025-06-01' + g % 400 FROM generate_series(1, 2000) g;
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX orders_amount ON orders USING btree (amount DESC NULLS LAST, (customer + 1)) INCLUDE (customer) WITH (fillfactor = 80) WHERE amount > 1;
CREATE TABLE parents (a integer CHECK (a > 0), b text); CREATE TABLE children (c integer) INHERITS (parents); INSERT INTO parents VALUES (1, 'p'); INSERT INTO children VALUES (2, 'q', 3);
CREATE UNLOGGED TABLE fleeting (a integer); INSERT INTO fleeting VALUES (1);
CREATE TABLE "Odd Schema"."Odd.Table" ("A b" integer, "select" text) WITH (fillfactor = 70); INSERT INTO "Odd Schema"."Odd.Table" VALUES (1, 'x'); ALTER TABLE "Odd Schema"."Odd.Table" OWNER TO "Odd Role";
CREATE TABLE empty_one (); INSERT INTO empty_one DEFAULT VALUES; INSERT INTO empty_one DEFAULT VALUES;
ALTER TABLE orders_new ADD CONSTRAINT later CHECK (amount < 10) NOT VALID;
CREATE VIEW totals (who, total) AS SELECT customer, sum(amount) FROM orders GROUP BY customer; CREATE VIEW above AS SELECT * FROM totals WHERE total > 10;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM above; CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS a WITH NO DATA; CREATE UNIQUE INDEX kept_who ON kept (who);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.note := 'touched; yes'; RETURN NEW; END $f$;
CREATE TRIGGER touched BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION touch(); ALTER TABLE customers ENABLE ALWAYS TRIGGER touched;
CREATE RULE nothing AS ON DELETE TO parents DO INSTEAD NOTHING;
ALTER TABLE customers ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON customers AS RESTRICTIVE FOR SELECT TO app USING (email = current_user);
CREATE STATISTICS both_of ON customer, amount FROM orders_new;
CREATE AGGREGATE sum_all (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE PROCEDURE go() LANGUAGE sql BEGIN ATOMIC INSERT INTO parents VALUES (9, 'go'); END;
GRANT SELECT, INSERT ON customers TO app; GRANT UPDATE (note) ON customers TO app; GRANT SELECT ON totals TO staff WITH GRANT OPTION; REVOKE EXECUTE ON FUNCTION double(integer) FROM PUBLIC; GRANT USAGE ON SCHEMA "Odd Schema" TO app; REVOKE DELETE ON parents FROM CURRENT_USER;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO staff;
ALTER TABLE children REPLICA IDENTITY FULL; ALTER TABLE customers CLUSTER ON customers_pkey;
CREATE PUBLICATION told FOR TABLE parents WHERE (a > 5);
SELECT setval('numbers', 11); SELECT nextval('orders_id_seq')
`;

let scratch: Scratch;
let server: EmbeddedServer;
let repository: string;
let backup: Backup;
let manifest: Manifest;

beforeAll(async () => {
  scratch = await openScratch(`logical${process.pid}`);
  repository = mkdtempSync(join(tmpdir(), 'drill-dumps-'));
  server = await startEmbedded(scratch, never, { inMemory: true });
  await server.createDatabase('shop');
  await using session = await openSession(server.url('shop'));
  await session.query(schema);
  await session.query('ALTER DATABASE shop OWNER TO "Odd Role"');
  await session.query('ALTER DATABASE shop SET search_path TO "Odd Schema", public');
  await session.query('REVOKE CONNECT ON DATABASE shop FROM PUBLIC');
  await session.query('GRANT CONNECT ON DATABASE shop TO app');
  const source = { session, url: server.url('shop'), database: 'shop' };
  await using moment = await exportedMoment(source);
  // What is written from here on is no part of it.
  await session.query("INSERT INTO customers (email) VALUES ('late')");
  await session.query('DELETE FROM orders WHERE id < 100');
  const taken = await logical.open({ repository }, { root: '/', env: {} }).take?.({ ...source, snapshot: moment.snapshot }, never);
  backup = taken as Backup;
  manifest = await readManifest(source, moment, { artifact: 'a', store: 's', id: backup.id, at: backup.at, invariants: [] }, never);
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
  rmSync(repository, { recursive: true, force: true });
});

/** Another server, on which nobody was. */
const elsewhere = async (work: (empty: EmptyDatabase, own: Scratch) => Promise<void>): Promise<void> => {
  await using own = await openScratch(`logicalcopy${Math.random().toString(16).slice(2, 8)}`);
  await using other = await startEmbedded(own, never, { inMemory: true });
  await other.createDatabase('restored');
  await work({ url: other.url('restored'), database: 'restored' }, own);
};

describe('a dump by COPY', () => {
  it('brings back all that a database is, as of its snapshot', async () => {
    expect(backup).toMatchObject({ form: 'logical', major: 18, database: 'shop' });
    await elsewhere(async (empty, own) => {
      const open = logical.open({ repository }, { root: '/', env: {} });
      const restored = await open.restore(backup, { scratch: own, folder: own.folder, database: async () => empty }, never);
      expect(restored.faults).toEqual([]);
      await using session = await openSession(empty.url);
      const content = dumpedContent(await readContent(session, [], never));
      const changes = diffCatalogs(manifest.content.catalog, content.catalog);
      expect(changes.map(({ turn, kind, name, fields }) => [turn, kind, name, fields])).toEqual([]);
      expect(content.tables).toEqual(manifest.content.tables);
      expect(content.tables.find(({ table }) => table === 'public.customers')?.rows).toBe(500);
      expect(content.roles).toEqual(manifest.content.roles);
      // Numbers are given outside of transactions: the one of the late row is gone.
      expect(content.sequences.map(({ name, last }) => `${name} ${last}`)).toEqual([
        'public.customers_id_seq 501',
        'public.numbers 11',
        'public.orders_id_seq 2001',
      ]);
      const [more] = await session.query<Record<string, string>>(
        "SELECT (SELECT count(*) FROM fleeting) AS unlogged, (SELECT count(*) FROM kept) > 0 AS filled, (SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'app') AS secret",
      );
      expect(more).toEqual({ unlogged: '1', filled: 't', secret: 't' });
    });
  }, 60_000);
});

describe('a dump whose files are not what they were', () => {
  const rows = 'rows/0003-customers.copy.zst';
  const cases: readonly { readonly name: string; readonly damage: (folder: string) => void; readonly faults: readonly FileFault[] }[] = [
    { name: 'rows are missing', damage: (at) => rmSync(join(at, rows)), faults: [{ name: rows, how: 'missing' }] },
    { name: 'rows are empty', damage: (at) => truncateSync(join(at, rows)), faults: [{ name: rows, how: 'empty' }] },
    { name: 'rows are truncated', damage: (at) => truncateSync(join(at, rows), 100), faults: [{ name: rows, how: 'truncated' }] },
    {
      name: 'bytes were appended',
      damage: (at) => appendFileSync(join(at, 'after.sql'), 'SELECT 1;'),
      faults: [{ name: 'after.sql', how: 'appended' }],
    },
    {
      name: 'a byte is another one',
      damage: (at) => {
        const bytes = readFileSync(join(at, rows));
        bytes[50] = (bytes[50] ?? 0) ^ 1;
        writeFileSync(join(at, rows), bytes);
      },
      faults: [{ name: rows, how: 'changed' }],
    },
    {
      name: 'the roles are left out',
      damage: (at) => rmSync(join(at, 'roles.sql')),
      faults: [{ name: 'roles.sql', how: 'missing' }],
    },
  ];
  it.each(cases)('$name', async ({ damage, faults }) => {
    const at = mkdtempSync(join(tmpdir(), 'drill-dumps-'));
    try {
      cpSync(repository, at, { recursive: true });
      damage(join(at, backup.id));
      const open = logical.open({ repository: at }, { root: '/', env: {} });
      const database = (): Promise<never> => Promise.reject(new Error('nothing is restored of it'));
      expect((await open.restore(backup, { scratch, folder: at, database }, never)).faults).toEqual(faults);
    } finally {
      rmSync(at, { recursive: true, force: true });
    }
  });

  it('what lies beside is told, and what is not whole is no dump', async () => {
    const at = mkdtempSync(join(tmpdir(), 'drill-dumps-'));
    try {
      cpSync(repository, at, { recursive: true });
      cpSync(join(at, backup.id), join(at, '.half'), { recursive: true });
      const open = logical.open({ repository: at }, { root: '/', env: {} });
      expect(await open.list(never)).toEqual([backup]);
      writeFileSync(join(at, backup.id, 'dump.json'), '{"format":');
      const [unread] = await open.list(never);
      expect([unread?.id, unread?.form]).toEqual([backup.id, 'logical']);
      const database = (): Promise<never> => Promise.reject(new Error('nothing is restored of it'));
      expect(await open.restore(backup, { scratch, folder: at, database }, never)).toMatchObject({
        faults: [{ name: 'dump.json', how: 'changed' }],
      });
    } finally {
      rmSync(at, { recursive: true, force: true });
    }
  });
});
