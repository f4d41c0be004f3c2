import { type Row, shop } from './row.ts';

const before = shop;
const app = `${shop}; CREATE ROLE app; GRANT USAGE ON SCHEMA public TO app`;
const trigger = (body: string, when: string, table = 'orders'): string =>
  `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${body} END$$; CREATE TRIGGER stamped ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION stamp()`;
const touched = `${shop}; ALTER TABLE orders ADD touched timestamptz; ${trigger('NEW.touched := now(); RETURN NEW;', 'BEFORE INSERT OR UPDATE')}`;
const numbered = (most: string): string =>
  `CREATE SEQUENCE numbers MAXVALUE ${most}; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('numbers'), a text)`;
const events =
  "CREATE TABLE e (at date NOT NULL, what text) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";

/** Rights, triggers, sequences, partitions, rows, and what comes after the code. */
export const others: readonly Row[] = [
  {
    name: 'a right on a table is revoked',
    before: `${app}; GRANT SELECT, INSERT ON orders TO app`,
    up: 'REVOKE INSERT ON orders FROM app',
    as: 'grant-revoked grant table public.orders to app MB',
    twins: [
      { name: 'a right is granted', up: 'GRANT DELETE ON orders TO app' },
      { name: 'that everybody has', before: `${app}; GRANT SELECT ON orders TO app, PUBLIC`, up: 'REVOKE SELECT ON orders FROM app' },
    ],
  },
  {
    name: 'a right on a sequence is revoked, without which no row is inserted',
    before: `${app}; GRANT INSERT ON orders TO app; GRANT USAGE ON SEQUENCE orders_id_seq TO app`,
    up: 'REVOKE USAGE ON SEQUENCE orders_id_seq FROM app',
    as: 'grant-revoked grant sequence public.orders_id_seq to app MB',
    twins: [{ name: 'a right on a sequence is granted', up: 'GRANT SELECT ON SEQUENCE orders_id_seq TO app' }],
  },
  {
    name: 'row security is enabled',
    before: `${app}; GRANT SELECT ON orders TO app`,
    up: 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
    as: 'row-security-enabled table public.orders MB',
    twins: [
      { name: 'on a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY); ALTER TABLE x ENABLE ROW LEVEL SECURITY' },
    ],
  },
  {
    name: 'a policy lets through less',
    before: `${app}; GRANT SELECT ON orders TO app; ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON orders TO app USING (true)`,
    up: 'DROP POLICY own ON orders',
    as: 'policy-narrowed policy public.orders.own MB',
    twins: [{ name: 'a policy lets through more', up: 'CREATE POLICY more ON orders FOR INSERT TO app WITH CHECK (true)' }],
  },
  {
    name: 'a trigger refuses what N-1 writes',
    before,
    up: trigger("RAISE EXCEPTION 'no';", 'BEFORE UPDATE'),
    as: 'trigger-added trigger public.orders.stamped MB',
    twins: [
      {
        name: 'a trigger on a table of the same release does',
        up: `CREATE TABLE x (id bigint PRIMARY KEY); ${trigger("RAISE EXCEPTION 'no';", 'BEFORE UPDATE', 'x')}`,
      },
    ],
  },
  {
    name: 'a trigger sets what N-1 has written',
    before,
    up: trigger("NEW.note := 'touched'; RETURN NEW;", 'BEFORE INSERT OR UPDATE'),
    as: 'trigger-added trigger public.orders.stamped MB',
    twins: [
      {
        name: 'a trigger sets a column of the same release',
        // It may fail at what N-1 writes, and no text of it tells that it does not.
        warns: 'trigger-with-side-effects-added trigger public.orders.stamped MB',
        up: `ALTER TABLE orders ADD touched timestamptz; ${trigger('NEW.touched := now(); RETURN NEW;', 'BEFORE INSERT OR UPDATE')}`,
      },
    ],
  },
  {
    name: 'a trigger leaves rows out',
    before,
    up: trigger('RETURN NULL;', 'BEFORE INSERT'),
    as: 'trigger-added trigger public.orders.stamped MB',
    twins: [
      {
        name: 'the function of a trigger is there, and nothing calls it',
        up: trigger('RETURN NULL;', 'BEFORE INSERT').split('; CREATE TRIGGER')[0] ?? '',
      },
    ],
  },
  {
    name: 'a trigger is dropped that filled a column',
    before: touched,
    up: 'DROP TRIGGER stamped ON orders',
    as: 'trigger-dropped trigger public.orders.stamped MB',
    twins: [
      {
        name: 'a trigger is made anew as it was',
        up: 'CREATE OR REPLACE TRIGGER stamped BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
  },
  {
    name: 'a trigger is disabled',
    before: touched,
    up: 'ALTER TABLE orders DISABLE TRIGGER stamped',
    as: 'trigger-disabled trigger public.orders.stamped MB',
    twins: [{ name: 'and enabled again', up: 'ALTER TABLE orders DISABLE TRIGGER stamped; ALTER TABLE orders ENABLE TRIGGER stamped' }],
  },
  {
    name: 'a rule leaves deletes undone',
    before,
    up: 'CREATE RULE kept AS ON DELETE TO orders DO INSTEAD NOTHING',
    as: 'rewrite-rule-added rule public.orders.kept MB',
    twins: [
      {
        name: 'of a view of the same release',
        up: 'CREATE VIEW w AS SELECT id FROM orders; CREATE RULE kept AS ON DELETE TO w DO INSTEAD NOTHING',
      },
    ],
  },
  {
    name: 'a sequence ends sooner',
    before: numbered('9000000000'),
    up: 'ALTER SEQUENCE numbers MAXVALUE 30000',
    as: 'sequence-narrowed sequence public.numbers RMB',
    twins: [{ name: 'a sequence ends later', up: 'ALTER SEQUENCE numbers MAXVALUE 9000000000000' }],
  },
  {
    name: 'a sequence is exhausted',
    before: numbered('30000'),
    up: "SELECT setval('numbers', 30000)",
    as: 'statement-refused table public.t RMB',
    twins: [{ name: 'a sequence goes on at a higher number', up: "SELECT setval('numbers', 20000)" }],
  },
  {
    name: 'a sequence is beyond what its column holds',
    before: "CREATE SEQUENCE numbers; CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('numbers'), a text)",
    up: "SELECT setval('numbers', 2147483647)",
    as: 'statement-refused table public.t RMB',
    twins: [{ name: 'is not yet', up: "SELECT setval('numbers', 1000000)" }],
  },
  {
    name: 'a sequence starts again at numbers that are taken',
    before: 'CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a text)',
    seed: "INSERT INTO t (a) SELECT 'x' FROM generate_series(1, 50)",
    up: 'ALTER TABLE t ALTER id RESTART WITH 1',
    as: 'statement-refused table public.t RMB',
    twins: [{ name: 'at numbers that are free', up: 'ALTER TABLE t ALTER id RESTART WITH 5000000' }],
  },
  {
    name: 'a sequence takes other steps',
    before: 'CREATE SEQUENCE numbers INCREMENT 50; CREATE TABLE t (id bigint PRIMARY KEY)',
    up: 'ALTER SEQUENCE numbers INCREMENT 1',
    as: 'sequence-increment-changed sequence public.numbers MB',
    twins: [{ name: 'another does', up: 'CREATE SEQUENCE more_numbers INCREMENT 1' }],
  },
  {
    name: 'a partition is detached',
    before: events,
    up: 'ALTER TABLE e DETACH PARTITION e1',
    as: 'partition-changed table public.e1 MB',
    twins: [{ name: 'a partition is added', up: "CREATE TABLE e2 PARTITION OF e FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')" }],
  },
  {
    name: 'a table is not logged any more',
    before,
    up: 'ALTER TABLE orders SET UNLOGGED',
    as: 'table-became-unlogged table public.orders MB',
    weight: 'warning',
    twins: [{ name: 'pages are filled less', up: 'ALTER TABLE orders SET (fillfactor = 70)' }],
  },
  {
    name: 'a unit is changed, which no catalog tells',
    before,
    up: 'UPDATE orders SET quantity = quantity + 1 WHERE quantity < 1000',
    as: 'result-differs table public.orders MB',
    twins: [
      { name: 'NULLs are filled', up: 'UPDATE orders SET total = 0 WHERE total IS NULL' },
      { name: 'rows stay as they are', up: 'UPDATE orders SET quantity = quantity' },
    ],
  },
  {
    name: 'rows are deleted',
    before,
    up: "DELETE FROM orders WHERE state = 'new'",
    as: 'result-differs table public.orders MB',
    twins: [{ name: 'rows are added', up: "INSERT INTO customers (id, email) VALUES (777001, 'system@example.com')" }],
  },
  {
    name: 'a connection that keeps SELECT * prepared',
    before,
    up: 'ALTER TABLE customers ADD phone text',
    statements: ['SELECT * FROM customers'],
    as: 'cached-plan column public.customers.phone M',
    weight: 'note',
    twins: [{ name: 'names its columns', up: 'ALTER TABLE customers ADD phone text', statements: ['SELECT id, email FROM customers'] }],
  },
  {
    name: 'N’s column comes after its code',
    before,
    up: 'ALTER TABLE orders ADD shop text',
    migrate: 'after',
    as: 'column-added column public.orders.shop M',
    twins: [{ name: 'comes before it', up: 'ALTER TABLE orders ADD shop text', migrate: 'before' }],
  },
  {
    name: 'N’s table comes after its code',
    before,
    up: 'CREATE TABLE notes (id bigserial PRIMARY KEY, what text NOT NULL)',
    migrate: 'after',
    as: 'table-added table public.notes M',
    twins: [{ name: 'an index comes after', up: 'CREATE INDEX ON orders (total)', migrate: 'after' }],
  },
  {
    name: 'the database takes no connection any more',
    before: shop,
    up: "DO $$BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END$$",
    as: 'database-shut database RMB',
    twins: [
      {
        name: 'it takes fifty',
        up: "DO $$BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 50', current_database()); END$$",
      },
    ],
  },
];
