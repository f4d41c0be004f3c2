import { letGo, manyOrders, type Row, shop } from './row.ts';

const before = shop;
const seed = manyOrders;
const shops = `${shop}; CREATE TABLE shops (id integer PRIMARY KEY)`;

/** What real releases have, as the guides of strong_migrations, squawk, safe-pg-migrations and pgroll list it. */
export const releases: readonly Row[] = [
  {
    name: 'a json column comes to a table that N-1 reads with DISTINCT',
    before,
    up: 'ALTER TABLE customers ADD data json',
    statements: ['SELECT DISTINCT * FROM customers'],
    as: 'statement-refused column public.customers.data MB',
    twins: [
      { name: 'a jsonb does', statements: ['SELECT DISTINCT id, email, name FROM customers'], up: 'ALTER TABLE customers ADD data jsonb' },
    ],
  },
  {
    name: 'a table is published that has no key',
    before: 'CREATE TABLE t (a text, n integer)',
    up: 'CREATE PUBLICATION feed FOR TABLE t',
    as: 'statement-refused table public.t RMB',
    twins: [{ name: 'a table is published that has one', before: shop, up: 'CREATE PUBLICATION feed FOR TABLE orders' }],
  },
  {
    name: 'a table is emptied, and what refers to it',
    before,
    up: 'TRUNCATE customers CASCADE',
    as: 'result-differs table public.customers MB',
    also: ['statement-refused table public.orders MB'],
    twins: [{ name: 'a table of the same release is', up: 'CREATE TABLE x (id bigint PRIMARY KEY); INSERT INTO x VALUES (1); TRUNCATE x' }],
  },
  {
    name: 'the values of a column are written otherwise',
    before,
    seed: "INSERT INTO customers (id, email) VALUES (5000, 'Mixed@Example.com')",
    up: 'UPDATE customers SET email = lower(email) WHERE id = 5000',
    as: 'result-differs table public.customers MB',
    twins: [
      {
        name: 'a column of the same release gets them',
        up: 'ALTER TABLE customers ADD email_lower text; UPDATE customers SET email_lower = lower(email)',
      },
    ],
  },
  {
    name: 'an index on which an upsert rests is dropped',
    before: `${shop}; CREATE UNIQUE INDEX one_code ON orders (code) WHERE note IS NULL`,
    up: 'DROP INDEX one_code',
    as: 'unique-dropped index public.one_code MB',
    twins: [
      {
        name: 'an index that is not unique is, which makes it slower',
        warns: 'index-dropped index public.orders_by_code MB',
        up: 'DROP INDEX orders_by_code',
      },
    ],
  },
  {
    name: 'what is unique counts fewer columns',
    before: `${shop}; ALTER TABLE orders ADD CONSTRAINT one UNIQUE (code, quantity)`,
    up: 'ALTER TABLE orders DROP CONSTRAINT one, ADD CONSTRAINT one UNIQUE (code)',
    as: 'unique-changed constraint public.orders.one RMB',
    twins: [{ name: 'what is unique is told twice', up: 'CREATE UNIQUE INDEX two ON orders (code, quantity)' }],
  },
  {
    name: 'NULLs count as one value',
    before: `${shop}; ALTER TABLE orders ADD CONSTRAINT one UNIQUE (code)`,
    up: 'ALTER TABLE orders DROP CONSTRAINT one, ADD CONSTRAINT one UNIQUE NULLS NOT DISTINCT (code)',
    as: 'unique-changed constraint public.orders.one RMB',
    twins: [
      {
        name: 'of a column that is new and has a value for each',
        up: 'ALTER TABLE orders ADD token uuid NOT NULL DEFAULT gen_random_uuid(); ALTER TABLE orders ADD UNIQUE NULLS NOT DISTINCT (token)',
      },
    ],
  },
  {
    name: 'a constraint is made of an index that is built beside traffic',
    before,
    up: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_total ON orders (total); ALTER TABLE orders ADD CONSTRAINT one_total UNIQUE USING INDEX one_total',
    as: 'unique-added constraint public.orders.one_total RMB',
    twins: [
      {
        name: 'a constraint is made of an index that N-1 has',
        before: `${shop}; CREATE UNIQUE INDEX one_total ON orders (total)`,
        up: 'ALTER TABLE orders ADD CONSTRAINT one_total UNIQUE USING INDEX one_total',
      },
    ],
  },
  {
    name: 'a table gets a key',
    before: 'CREATE TABLE t (a text, n integer)',
    up: 'ALTER TABLE t ADD PRIMARY KEY (n)',
    as: 'primary-key-added constraint public.t.t_pkey RMB',
    twins: [
      { name: 'of a column that is new and counts by itself', up: 'ALTER TABLE t ADD id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY' },
    ],
  },
  {
    name: 'a foreign key takes rows along that it kept',
    before: `${shop}; ALTER TABLE orders ADD parent bigint CONSTRAINT of_order REFERENCES orders`,
    up: 'ALTER TABLE orders DROP CONSTRAINT of_order, ADD CONSTRAINT of_order FOREIGN KEY (parent) REFERENCES orders ON DELETE CASCADE',
    as: 'foreign-key-changed constraint public.orders.of_order MB',
    twins: [
      {
        name: 'a foreign key of a table of the same release does',
        up: 'CREATE TABLE lines (id bigint PRIMARY KEY, item bigint REFERENCES orders ON DELETE CASCADE)',
      },
    ],
  },
  {
    name: 'a check is enforced that was not',
    before: `${shop}; ALTER TABLE orders ADD CONSTRAINT short CHECK (char_length(note) < 3) NOT ENFORCED`,
    up: 'ALTER TABLE orders DROP CONSTRAINT short, ADD CONSTRAINT short CHECK (char_length(note) < 3) NOT VALID',
    as: 'check-* constraint public.orders.short MB',
    twins: [
      {
        name: 'a check is added and not enforced',
        before: shop,
        up: 'ALTER TABLE orders ADD CONSTRAINT short CHECK (char_length(note) < 3) NOT ENFORCED',
      },
    ],
  },
  {
    name: 'a column is made anew at the end',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text, b text)',
    up: 'ALTER TABLE t ADD c text; UPDATE t SET c = a; ALTER TABLE t DROP a; ALTER TABLE t RENAME c TO a',
    as: 'columns-reordered table public.t MB',
    weight: 'warning',
    twins: [{ name: 'a column is filled from itself', up: 'UPDATE t SET a = a' }],
  },
  {
    name: 'a table becomes a view of two',
    before: `${shop}; CREATE TABLE notes (id bigint PRIMARY KEY, what text, more text)`,
    up: 'ALTER TABLE notes RENAME TO all_notes; CREATE VIEW notes AS SELECT n.id, n.what, m.more FROM all_notes n JOIN all_notes m USING (id)',
    as: 'table-behind-view table public.all_notes MB',
    twins: [{ name: 'a view of two is added', up: 'CREATE VIEW pairs AS SELECT n.id FROM notes n JOIN notes m USING (id)' }],
  },
  {
    name: 'an index is built beside traffic in a transaction',
    before,
    up: 'BEGIN; CREATE INDEX CONCURRENTLY by_total ON orders (total); COMMIT',
    as: 'migration-failed * R',
    twins: [{ name: 'an index is built in a transaction', up: 'BEGIN; CREATE INDEX by_total ON orders (total); COMMIT' }],
  },
  {
    name: 'a label is used in the transaction that adds it',
    before,
    up: "BEGIN; ALTER TYPE state ADD VALUE 'returned'; UPDATE orders SET state = 'returned' WHERE false; COMMIT",
    as: 'migration-failed * R',
    twins: [{ name: 'a label is added in a transaction', up: "BEGIN; ALTER TYPE state ADD VALUE 'returned'; COMMIT" }],
  },
  {
    name: 'a large table gets a column that counts',
    before,
    seed,
    up: 'ALTER TABLE orders ADD number bigserial',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [{ name: 'one that does not', up: 'ALTER TABLE orders ADD number bigint' }],
  },
  {
    name: 'a large table gets a column that is worked out and stored',
    before,
    seed,
    up: 'ALTER TABLE orders ADD double_quantity bigint GENERATED ALWAYS AS (quantity::bigint * 2) STORED',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [
      {
        name: 'one that is worked out when it is read',
        up: 'ALTER TABLE orders ADD double_quantity bigint GENERATED ALWAYS AS (quantity::bigint * 2) VIRTUAL',
      },
    ],
  },
  {
    name: 'a new column of a large table refers to another, and is looked through',
    before: shops,
    seed,
    up: 'ALTER TABLE orders ADD shop integer; ALTER TABLE orders ADD CONSTRAINT sold_by FOREIGN KEY (shop) REFERENCES shops',
    as: 'table-scanned table public.orders R',
    weight: 'warning',
    twins: [
      {
        name: 'and is not',
        up: 'ALTER TABLE orders ADD shop integer; ALTER TABLE orders ADD CONSTRAINT sold_by FOREIGN KEY (shop) REFERENCES shops NOT VALID',
      },
    ],
  },
  {
    name: 'a new column of a large table is filled in the transaction that adds it',
    before,
    seed,
    up: "ALTER TABLE orders ADD shop text; UPDATE orders SET shop = 'main'",
    as: 'table-scanned table public.orders R',
    weight: 'warning',
    twins: [{ name: 'one row of it is', up: "ALTER TABLE orders ADD shop text; UPDATE orders SET shop = 'main' WHERE id = 1" }],
  },
  {
    name: 'all rows of a large table are written in one go',
    before: `${shop}; ALTER TABLE orders ADD shop text`,
    seed,
    up: "UPDATE orders SET shop = coalesce(shop, 'main')",
    as: 'writes-held table public.orders R',
    weight: 'warning',
    twins: [{ name: 'a few are', up: "UPDATE orders SET shop = 'main' WHERE id BETWEEN 1 AND 100" }],
  },
  {
    name: 'a column of a large table must not be NULL, which is looked for',
    before: `${shop}; UPDATE orders SET note = ''`,
    seed,
    up: "UPDATE orders SET note = '' WHERE note IS NULL; ALTER TABLE orders ALTER note SET NOT NULL",
    as: 'column-not-null-set column public.orders.note RMB',
    also: ['table-scanned table public.orders R', 'writes-held table public.orders R'],
    twins: [
      {
        name: 'a check of N-1 says so',
        before: `${shop}; ALTER TABLE orders ADD CONSTRAINT noted CHECK (note IS NOT NULL)`,
        seed: manyOrders.replace('(customer, code, total) SELECT 777000,', "(customer, note, code, total) SELECT 777000, '',"),
        up: 'ALTER TABLE orders ALTER note SET NOT NULL',
      },
    ],
  },
  {
    name: 'a large table is written anew by VACUUM',
    before,
    seed,
    up: 'VACUUM FULL orders',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [{ name: 'a large table is tidied up', up: 'VACUUM orders' }],
  },
  {
    name: 'a large table is not logged any more',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, a text)',
    seed: "INSERT INTO t SELECT n, 'x' FROM generate_series(1000, 4000) n",
    up: 'ALTER TABLE t SET UNLOGGED',
    as: 'table-became-unlogged table public.t MB',
    weight: 'warning',
    also: ['table-rewritten table public.t R'],
    twins: [{ name: 'its statistics are kept closer', up: 'ALTER TABLE t ALTER a SET STATISTICS 500' }],
  },
  {
    name: 'rows are declared, and a table is written anew',
    before,
    rows: { orders: 4_000_000 },
    up: 'ALTER TABLE orders ALTER quantity TYPE bigint',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [
      { name: 'and are few', rows: { orders: 40 }, up: 'ALTER TABLE orders ALTER quantity TYPE bigint' },
      { name: 'and are those of another table', rows: { customers: 4_000_000 }, up: 'ALTER TABLE orders ALTER quantity TYPE bigint' },
    ],
  },
  {
    name: 'a default goes that a column of N-1 rests on, after N-1 has let go of another',
    before,
    statements: letGo.map((one) =>
      typeof one === 'string'
        ? one
        : {
            ...one,
            text: one.text.replace('quantity, ', '').replace('$2, $3, $4, $5', '$2, $3, $4'),
            values: ['c-1', '9.50', 'paid', '2026-01-01T00:00:00Z'],
          },
    ),
    up: 'ALTER TABLE orders ALTER quantity DROP DEFAULT, DROP note',
    as: 'column-default-dropped column public.orders.quantity MB',
    twins: [{ name: 'N-1 gives every value', statements: letGo, up: 'ALTER TABLE orders ALTER quantity DROP DEFAULT, DROP note' }],
  },
];
