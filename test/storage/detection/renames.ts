import { letGo, type Row, shop } from './row.ts';

const before = shop;
const small = "CREATE TYPE mood AS ENUM ('low', 'high'); CREATE TABLE t (id bigint PRIMARY KEY, mood mood)";
const double = "FUNCTION double(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT a * 2'";
const counted = 'CREATE SEQUENCE numbers; CREATE TABLE t (id bigint PRIMARY KEY, a text)';

/** What is called something else: the old name is gone either way, and the new one harms nobody. */
export const renames: readonly Row[] = [
  {
    name: 'a view is renamed',
    before,
    up: 'ALTER VIEW open_orders RENAME TO opened',
    as: 'view-dropped view public.open_orders MB',
    twins: [
      {
        name: 'and a view by its name stays behind',
        up: 'ALTER VIEW open_orders RENAME TO opened; CREATE VIEW open_orders AS SELECT * FROM opened',
      },
      { name: 'a second view has the new name', up: 'CREATE VIEW opened AS SELECT * FROM open_orders' },
    ],
  },
  {
    name: 'a materialised view is renamed',
    before: `${shop}; CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(quantity) AS all_of_it FROM orders GROUP BY customer`,
    up: 'ALTER MATERIALIZED VIEW sums RENAME TO totals',
    as: 'view-dropped materialized view public.sums MB',
    twins: [{ name: 'an index of it is', up: 'CREATE INDEX a ON sums (customer); ALTER INDEX a RENAME TO b' }],
  },
  {
    name: 'a column of a view is renamed',
    before,
    up: 'ALTER VIEW open_orders RENAME COLUMN total TO amount',
    as: 'view-column-dropped view public.open_orders MB',
    twins: [
      {
        name: 'a column of a view is there by two names',
        up: "CREATE OR REPLACE VIEW open_orders AS SELECT id, customer, total, total AS amount FROM orders WHERE state = 'new'",
      },
    ],
  },
  {
    name: 'a sequence is renamed',
    before: counted,
    up: 'ALTER SEQUENCE numbers RENAME TO counts',
    as: 'sequence-dropped sequence public.numbers MB',
    twins: [
      {
        name: 'and N-1 is seen not to ask for it',
        up: 'ALTER SEQUENCE numbers RENAME TO counts',
        statements: ['SELECT a FROM t WHERE id = 1'],
      },
      { name: 'another sequence is added', up: 'CREATE SEQUENCE counts' },
    ],
  },
  {
    name: 'a function is renamed',
    before: `${shop}; CREATE ${double}`,
    up: 'ALTER FUNCTION double(bigint) RENAME TO twice',
    as: 'routine-dropped function public.double(bigint) MB',
    twins: [
      {
        name: 'a function of the new name calls it',
        up: "CREATE FUNCTION twice(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT public.double(a)'",
      },
    ],
  },
  {
    name: 'an enum is renamed that no statement is seen to name',
    before: small,
    up: 'ALTER TYPE mood RENAME TO feeling',
    as: 'type-dropped enum public.mood MB',
    twins: [{ name: 'its column is, and back', up: 'ALTER TABLE t RENAME mood TO feeling; ALTER TABLE t RENAME feeling TO mood' }],
  },
  {
    name: 'a domain is renamed',
    before,
    up: 'ALTER DOMAIN amount RENAME TO money_amount',
    as: 'type-dropped domain public.amount MB',
    twins: [{ name: 'its check is', up: 'ALTER DOMAIN amount RENAME CONSTRAINT amount_check TO not_negative' }],
  },
  {
    name: 'a type moves to another schema',
    before: small,
    up: 'CREATE SCHEMA types; ALTER TYPE mood SET SCHEMA types',
    as: 'type-dropped enum public.mood MB',
    twins: [{ name: 'another schema has one of that name', up: "CREATE SCHEMA types; CREATE TYPE types.mood AS ENUM ('low')" }],
  },
  {
    name: 'a schema is renamed',
    before: 'CREATE SCHEMA shop; CREATE TABLE shop.orders (id bigint PRIMARY KEY, note text)',
    up: 'ALTER SCHEMA shop RENAME TO store',
    as: 'schema-dropped schema shop MB',
    twins: [{ name: 'a schema is added', up: 'CREATE SCHEMA store' }],
  },
  {
    name: 'a constraint is renamed that an upsert names',
    before,
    up: 'ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO one_email',
    statements: ["INSERT INTO customers (email) VALUES ('a@example.com') ON CONFLICT ON CONSTRAINT customers_email_key DO NOTHING"],
    as: 'constraint-renamed constraint public.customers.one_email MB',
    twins: [
      {
        name: 'and N-1 names the column',
        // Its code may tell errors apart by that name, which no statement shows.
        warns: 'constraint-renamed constraint public.customers.one_email MB',
        statements: ["INSERT INTO customers (email) VALUES ('a@example.com') ON CONFLICT (email) DO NOTHING"],
        up: 'ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO one_email',
      },
    ],
  },
  {
    name: 'two columns change their names',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, net numeric, gross numeric)',
    seed: 'INSERT INTO t VALUES (1000, 1, 2)',
    up: 'ALTER TABLE t RENAME net TO other; ALTER TABLE t RENAME gross TO net; ALTER TABLE t RENAME other TO gross',
    as: 'result-differs table public.t MB',
    also: ['columns-reordered table public.t MB'],
    twins: [{ name: 'and change them back', up: 'ALTER TABLE t RENAME net TO other; ALTER TABLE t RENAME other TO net' }],
  },
  {
    name: 'a table is renamed, and another gets its name',
    before: `${shop}; CREATE TABLE notes (id bigint PRIMARY KEY, what text)`,
    up: 'ALTER TABLE notes RENAME TO old_notes; CREATE TABLE notes (id bigint PRIMARY KEY, what text)',
    as: 'result-differs table public.notes MB',
    also: ['constraint-renamed constraint public.notes.* MB'],
    twins: [
      {
        name: 'that has its rows',
        statements: letGo,
        up: 'ALTER TABLE notes RENAME TO old_notes; CREATE TABLE notes (LIKE old_notes INCLUDING ALL); INSERT INTO notes SELECT * FROM old_notes; DROP TABLE old_notes',
      },
    ],
  },
];
