import { type Row, shop } from './row.ts';

const before = shop;
const shops = `${shop}; CREATE TABLE shops (id integer PRIMARY KEY)`;
const sells = 'ALTER TABLE orders ADD CONSTRAINT sold_by FOREIGN KEY (quantity) REFERENCES shops';

const parts = `CREATE TABLE shops (id integer PRIMARY KEY);
  CREATE TABLE e (id bigint NOT NULL, at date NOT NULL, what text, shop int CHECK (shop > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2020-01-01') TO ('2026-01-01'); CREATE TABLE e2 PARTITION OF e FOR VALUES FROM ('2026-01-01') TO ('2028-01-01')`;

/** What is unique, checked and referred to. */
export const constraints: readonly Row[] = [
  {
    name: 'a unique constraint is added',
    before,
    up: 'ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE (code)',
    as: 'unique-added constraint public.orders.one_code RMB',
    twins: [
      { name: 'on a new column that stays NULL', up: 'ALTER TABLE orders ADD slot integer UNIQUE' },
      { name: 'on a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY, code text); ALTER TABLE x ADD UNIQUE (code)' },
      { name: 'that the key implies', up: 'ALTER TABLE orders ADD UNIQUE (id, code)' },
    ],
  },
  {
    name: 'a unique index is built beside traffic',
    before,
    up: 'CREATE UNIQUE INDEX CONCURRENTLY one_total ON orders (total)',
    as: 'unique-added index public.one_total RMB',
    twins: [{ name: 'an index is', up: 'CREATE INDEX CONCURRENTLY by_total ON orders (total)' }],
  },
  {
    name: 'some rows must be unique',
    before,
    up: "CREATE UNIQUE INDEX one_open ON orders (customer) WHERE state = 'new'",
    as: 'unique-added index public.one_open RMB',
    twins: [{ name: 'some rows have an index', up: "CREATE INDEX open_ones ON orders (customer) WHERE state = 'new'" }],
  },
  {
    name: 'a unique constraint is dropped, on which an upsert rests',
    before,
    up: 'ALTER TABLE customers DROP CONSTRAINT customers_email_key',
    as: 'unique-dropped constraint public.customers.customers_email_key MB',
    twins: [
      {
        name: 'and an index says the same',
        up: 'CREATE UNIQUE INDEX one_email ON customers (email); ALTER TABLE customers DROP CONSTRAINT customers_email_key',
      },
    ],
  },
  {
    name: 'a key has another column',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (customer, id)',
    as: 'primary-key-changed constraint public.orders.orders_pkey MB',
    twins: [{ name: 'an index has', up: 'CREATE INDEX ON orders (customer, id)' }],
  },
  {
    name: 'a key is dropped',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT orders_pkey',
    as: 'primary-key-dropped constraint public.orders.orders_pkey MB',
    twins: [{ name: 'an index that repeats another is', before: `${shop}; CREATE INDEX again ON orders (code)`, up: 'DROP INDEX again' }],
  },
  {
    name: 'a check is added',
    before,
    up: 'ALTER TABLE orders ADD CONSTRAINT short CHECK (char_length(note) < 3)',
    as: 'check-added constraint public.orders.short RMB',
    twins: [
      { name: 'that an older one implies', up: 'ALTER TABLE orders ADD CONSTRAINT not_less CHECK (quantity > -1)' },
      { name: 'with a new column', up: 'ALTER TABLE orders ADD shop integer CHECK (shop > 0)' },
      { name: 'to a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY); ALTER TABLE x ADD CHECK (id > 0)' },
    ],
  },
  {
    name: 'a check is added, not valid',
    before,
    up: 'ALTER TABLE orders ADD CONSTRAINT short CHECK (char_length(note) < 3) NOT VALID',
    as: 'check-added constraint public.orders.short MB',
    twins: [{ name: 'on a new column', up: 'ALTER TABLE orders ADD shop integer; ALTER TABLE orders ADD CHECK (shop > 0) NOT VALID' }],
  },
  {
    name: 'a check is tightened',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT some_of_it, ADD CONSTRAINT some_of_it CHECK (quantity > 10) NOT VALID',
    as: 'check-tightened constraint public.orders.some_of_it MB',
    twins: [
      {
        name: 'a check is loosened',
        up: 'ALTER TABLE orders DROP CONSTRAINT some_of_it, ADD CONSTRAINT some_of_it CHECK (quantity > -10)',
      },
      { name: 'a check is dropped', up: 'ALTER TABLE orders DROP CONSTRAINT some_of_it' },
    ],
  },
  {
    name: 'a list of values loses one',
    before: "CREATE TABLE t (id bigint PRIMARY KEY, kind text CONSTRAINT kinds CHECK (kind IN ('a', 'b', 'c')))",
    up: "UPDATE t SET kind = 'a' WHERE kind = 'c'; ALTER TABLE t DROP CONSTRAINT kinds, ADD CONSTRAINT kinds CHECK (kind IN ('a', 'b'))",
    as: 'check-tightened constraint public.t.kinds RMB',
    twins: [
      {
        name: 'a list of values gets one',
        up: "ALTER TABLE t DROP CONSTRAINT kinds, ADD CONSTRAINT kinds CHECK (kind IN ('a', 'b', 'c', 'd'))",
      },
    ],
  },
  {
    name: 'a foreign key is added',
    before: shops,
    up: sells,
    as: 'foreign-key-added constraint public.orders.sold_by RMB',
    twins: [
      { name: 'with a new column', up: 'ALTER TABLE orders ADD shop integer REFERENCES shops' },
      { name: 'of a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY, shop integer REFERENCES shops)' },
    ],
  },
  {
    name: 'a foreign key is added, not valid',
    before: shops,
    up: `${sells} NOT VALID`,
    as: 'foreign-key-added constraint public.orders.sold_by MB',
    twins: [
      {
        name: 'one that N-1 has is validated',
        before: `${shops}; ${sells} NOT VALID`,
        up: 'ALTER TABLE orders VALIDATE CONSTRAINT sold_by',
      },
    ],
  },
  {
    name: 'a foreign key does not cascade any more',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT placed_by, ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers',
    as: 'foreign-key-changed constraint public.orders.placed_by MB',
    twins: [
      {
        name: 'a foreign key may be put off, and is not',
        up: 'ALTER TABLE orders ALTER CONSTRAINT placed_by DEFERRABLE INITIALLY IMMEDIATE',
      },
      {
        name: 'a foreign key is made anew as it was',
        up: 'ALTER TABLE orders DROP CONSTRAINT placed_by, ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE',
      },
    ],
  },
  {
    name: 'a foreign key that cascades is dropped',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT placed_by',
    as: 'cascade-dropped constraint public.orders.placed_by MB',
    twins: [{ name: 'one that does not is', before: `${shops}; ${sells} NOT VALID`, up: 'ALTER TABLE orders DROP CONSTRAINT sold_by' }],
  },
  {
    name: 'rows must not overlap',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, during int4range)',
    up: 'ALTER TABLE t ADD CONSTRAINT apart EXCLUDE USING gist (during WITH &&)',
    as: 'exclusion-added constraint public.t.apart RMB',
    twins: [{ name: 'an index on what overlaps', up: 'CREATE INDEX ON t USING gist (during)' }],
  },
  {
    name: 'a check on one partition',
    before: parts,
    up: 'ALTER TABLE e2 ADD CONSTRAINT said CHECK (what IS NOT NULL) NOT VALID',
    as: 'check-added constraint public.e2.said MB',
    twins: [
      { name: 'that its parent has', up: 'ALTER TABLE e2 ADD CONSTRAINT said CHECK (shop > 0)' },
      { name: 'that its bounds imply', up: "ALTER TABLE e2 ADD CONSTRAINT said CHECK (at >= '2026-01-01' AND at < '2028-01-01')" },
      { name: 'on a new column of all', up: 'ALTER TABLE e ADD size int; ALTER TABLE e2 ADD CONSTRAINT said CHECK (size > 0)' },
      {
        name: 'on one that is new',
        up: "CREATE TABLE e3 PARTITION OF e FOR VALUES FROM ('2028-01-01') TO ('2029-01-01'); ALTER TABLE e3 ADD CHECK (what IS NOT NULL)",
      },
    ],
  },
  {
    name: 'a check on one partition of a list',
    before:
      "CREATE TABLE l (id int, kind text) PARTITION BY LIST (kind); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b'); CREATE TABLE l2 PARTITION OF l DEFAULT",
    up: "ALTER TABLE l1 ADD CONSTRAINT said CHECK (kind IN ('a', 'c')) NOT VALID",
    as: 'check-added constraint public.l1.said MB',
    twins: [{ name: 'that its list implies', up: "ALTER TABLE l1 ADD CONSTRAINT said CHECK (kind IN ('a', 'b', 'c'))" }],
  },
  {
    name: 'a foreign key of one partition',
    before: parts,
    up: 'ALTER TABLE e2 ADD CONSTRAINT sold_by FOREIGN KEY (shop) REFERENCES shops NOT VALID',
    as: 'foreign-key-added constraint public.e2.sold_by MB',
    twins: [{ name: 'an index of one', up: 'CREATE INDEX ON e2 (shop)' }],
  },
  {
    name: 'rows of one partition must not meet',
    before: parts,
    up: 'ALTER TABLE e2 ADD CONSTRAINT apart EXCLUDE USING btree (shop WITH =)',
    as: 'exclusion-added constraint public.e2.apart RMB',
    twins: [{ name: 'rows of one partition are unique by what they are already', up: 'CREATE UNIQUE INDEX ON e2 (at, id, shop)' }],
  },
  {
    name: 'what is unique may be put off, and no upsert rests on it',
    before,
    up: 'ALTER TABLE customers DROP CONSTRAINT customers_email_key, ADD CONSTRAINT customers_email_key UNIQUE (email) DEFERRABLE',
    as: 'constraint-became-deferrable constraint public.customers.customers_email_key MB',
    twins: [
      {
        name: 'is made anew as it was',
        up: 'ALTER TABLE customers DROP CONSTRAINT customers_email_key, ADD CONSTRAINT customers_email_key UNIQUE (email)',
      },
    ],
  },
  {
    name: 'a function that a check asks refuses what it let through',
    before:
      "CREATE FUNCTION ck(int) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE TABLE t (id int PRIMARY KEY, n int CHECK (ck(n)))",
    up: "CREATE OR REPLACE FUNCTION ck(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 NOT BETWEEN 5000 AND 6000'",
    as: 'check-function-changed function public.ck(integer) MB',
    twins: [
      {
        name: 'one that no check asks does',
        before:
          "CREATE FUNCTION other(int) RETURNS boolean LANGUAGE sql AS 'SELECT true'; CREATE TABLE t (id int PRIMARY KEY, n int CHECK (n > 0))",
        up: "CREATE OR REPLACE FUNCTION other(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 NOT BETWEEN 5000 AND 6000'",
        warns: 'routine-body-changed function public.other(integer) MB',
      },
      {
        name: 'it lets more through',
        before:
          "CREATE FUNCTION ck(n int) RETURNS boolean LANGUAGE sql AS 'SELECT n > 5'; CREATE TABLE t (id int PRIMARY KEY, n int CHECK (ck(n)))",
        up: "CREATE OR REPLACE FUNCTION ck(n int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 > 0'",
        warns: 'routine-body-changed function public.ck(integer) MB',
      },
      {
        name: 'nobody writes what it decides on',
        up: "CREATE OR REPLACE FUNCTION ck(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 NOT BETWEEN 5000 AND 6000'",
        statements: ['SELECT id, n FROM t'],
      },
    ],
  },
];
