import { type Row, shop } from './row.ts';

const before = shop;
const open = (columns: string, where = "state = 'new'"): string => `VIEW open_orders AS SELECT ${columns} FROM orders WHERE ${where}`;
const sums = `${shop}; CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(quantity) AS all_of_it FROM orders GROUP BY customer`;
const letters = 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE VIEW v AS SELECT id, a FROM t';

/** Views, and functions. */
export const views: readonly Row[] = [
  {
    name: 'a view is dropped',
    before,
    up: 'DROP VIEW open_orders',
    as: 'view-dropped view public.open_orders MB',
    twins: [{ name: 'a view is added', up: "CREATE VIEW paid_orders AS SELECT id FROM orders WHERE state = 'paid'" }],
  },
  {
    name: 'a view loses a column',
    before,
    up: `DROP VIEW open_orders; CREATE ${open('id, customer')}`,
    as: 'view-column-dropped view public.open_orders MB',
    twins: [{ name: 'a view gets a column', up: `CREATE OR REPLACE ${open('id, customer, total, note')}` }],
  },
  {
    name: 'a view gives other rows',
    before,
    up: `CREATE OR REPLACE ${open('id, customer, total', "state <> 'sent'")}`,
    as: 'view-definition-changed view public.open_orders MB',
    twins: [
      {
        name: 'a view is made anew, for its column is widened',
        up: `DROP VIEW open_orders; ALTER TABLE orders ALTER total TYPE numeric(16,2); CREATE ${open('id, customer, total')}`,
      },
      {
        name: 'a view says the same with a name for its table',
        up: "CREATE OR REPLACE VIEW open_orders AS SELECT o.id, o.customer, o.total FROM orders AS o WHERE o.state = 'new'",
      },
    ],
  },
  {
    name: 'a view gives another column by the same name',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, net integer, gross integer); CREATE VIEW v AS SELECT id, net AS price FROM t',
    up: 'CREATE OR REPLACE VIEW v AS SELECT id, gross AS price FROM t',
    as: 'view-definition-changed view public.v MB',
    twins: [{ name: 'another view does', up: 'CREATE VIEW w AS SELECT id, gross AS price FROM t' }],
  },
  {
    name: 'a column of a view gets another type',
    before,
    up: `DROP VIEW open_orders; CREATE ${open('id, customer, total::text AS total')}`,
    as: 'view-column-retyped view public.open_orders MB',
    twins: [{ name: 'a column of a new view has another', up: 'CREATE VIEW totals AS SELECT id, total::text AS total FROM orders' }],
  },
  {
    name: 'a view cannot be written to any more',
    before: letters,
    up: 'CREATE OR REPLACE VIEW v AS SELECT DISTINCT id, a FROM t',
    as: 'view-definition-changed view public.v MB',
    twins: [{ name: 'a view that cannot is added', up: 'CREATE VIEW w AS SELECT DISTINCT id, a FROM t' }],
  },
  {
    name: 'a view shows two rows of a group, and one before',
    before: `CREATE TABLE t (id bigint PRIMARY KEY, n int, a int); CREATE VIEW v AS SELECT DISTINCT ON (n) n, a, id FROM t ORDER BY n, a, id`,
    seed: 'INSERT INTO t VALUES (800001, 800, 1), (800002, 800, 2)',
    up: 'CREATE OR REPLACE VIEW v AS SELECT DISTINCT ON (n, a) n, a, id FROM t ORDER BY n, a, id',
    statements: ['SELECT a FROM v WHERE n = 800'],
    as: 'view-definition-changed view public.v MB',
    twins: [
      {
        name: 'rows are put in that it shows',
        up: 'INSERT INTO t VALUES (800003, 801, 1)',
        statements: ['SELECT n, a FROM v WHERE n > 799 AND n < 900'],
      },
    ],
  },
  {
    name: 'a table has the rows of another one, too',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE TABLE u (id bigint PRIMARY KEY, a text)',
    seed: "INSERT INTO t VALUES (800001, 'a'); INSERT INTO u VALUES (800001, 'b')",
    up: 'ALTER TABLE u INHERIT t',
    statements: ['SELECT a FROM t WHERE id = 800001'],
    as: 'result-differs column public.t.a MB',
    twins: [{ name: 'and none of them is asked for', up: 'ALTER TABLE u INHERIT t', statements: ['SELECT a FROM t WHERE id = 799999'] }],
  },
  {
    name: 'a function shows more rows by a view that it reads',
    before: `CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE VIEW v AS SELECT id FROM t WHERE a = 'live';
      CREATE FUNCTION live() RETURNS SETOF bigint LANGUAGE sql AS $$SELECT id FROM v$$`,
    seed: "INSERT INTO t VALUES (800001, 'live'), (800002, 'gone')",
    up: 'CREATE OR REPLACE VIEW v AS SELECT id FROM t',
    statements: ['SELECT * FROM live()'],
    as: 'view-definition-changed view public.v MB',
    twins: [{ name: 'and by rows that are put in', up: "INSERT INTO t VALUES (800003, 'live')", statements: ['SELECT * FROM live()'] }],
  },
  {
    name: 'a view becomes a table with what it showed',
    before: letters,
    up: 'DROP VIEW v; CREATE TABLE v AS SELECT id, a FROM t; ALTER TABLE v ADD PRIMARY KEY (id)',
    statements: ["INSERT INTO t (id, a) VALUES (990001, 'x')", 'SELECT id, a FROM v'],
    as: 'view-became-table view public.v MB',
    twins: [
      {
        name: 'that N-1 does not read',
        up: 'DROP VIEW v; CREATE TABLE v AS SELECT id, a FROM t',
        statements: ["INSERT INTO t (id, a) VALUES (990001, 'x')", 'SELECT id, a FROM t'],
      },
    ],
  },
  {
    name: 'a count that is a view becomes a table',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE VIEW v AS SELECT count(*) AS c FROM t',
    up: 'DROP VIEW v; CREATE TABLE v AS SELECT count(*) AS c FROM t',
    as: 'view-became-table view public.v MB',
    twins: [{ name: 'a table beside it has the count', up: 'CREATE TABLE w AS SELECT count(*) AS c FROM t' }],
  },
  {
    name: 'a stored view becomes a table',
    before: sums,
    up: 'DROP MATERIALIZED VIEW sums; CREATE TABLE sums AS SELECT customer, sum(total) AS sum FROM orders GROUP BY customer',
    as: 'view-became-table materialized view public.sums MB',
    twins: [{ name: 'and has another name', up: 'CREATE TABLE sums_2 AS SELECT * FROM sums' }],
  },
  {
    name: 'a view takes only what it shows',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE VIEW v AS SELECT id, a FROM t WHERE id > 0',
    up: 'ALTER VIEW v SET (check_option = local)',
    as: 'view-check-option-added view public.v MB',
    twins: [{ name: 'a new one does', up: 'CREATE VIEW w AS SELECT id, a FROM t WHERE id > 0 WITH CHECK OPTION' }],
  },
  {
    name: 'a materialised view is dropped',
    before: sums,
    up: 'DROP MATERIALIZED VIEW sums',
    as: 'view-dropped materialized view public.sums MB',
    twins: [
      {
        name: 'a materialised view is filled anew',
        up: 'REFRESH MATERIALIZED VIEW sums',
      },
    ],
  },
  {
    name: 'a materialised view is emptied',
    before: sums,
    up: 'REFRESH MATERIALIZED VIEW sums WITH NO DATA',
    as: 'view-not-populated materialized view public.sums RMB',
    twins: [{ name: 'a materialised view gets an index', up: 'CREATE INDEX ON sums (customer)' }],
  },
  {
    name: 'a function is dropped',
    before: `${shop}; CREATE FUNCTION open_of(c bigint) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.orders WHERE customer = c'`,
    up: 'DROP FUNCTION open_of',
    as: 'routine-dropped function public.open_of(bigint) MB',
    twins: [{ name: 'a function is added', up: "CREATE FUNCTION closed_of(c bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'" }],
  },
  {
    name: 'a function takes more',
    before: "CREATE TABLE t (id bigint PRIMARY KEY); CREATE FUNCTION f(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT a'",
    up: "DROP FUNCTION f; CREATE FUNCTION f(a bigint, b text) RETURNS bigint LANGUAGE sql AS 'SELECT a'",
    as: 'routine-signature-changed function public.f(bigint) MB',
    twins: [
      { name: 'another of its name takes more', up: "CREATE FUNCTION f(a bigint, b text) RETURNS bigint LANGUAGE sql AS 'SELECT a'" },
    ],
  },
];
