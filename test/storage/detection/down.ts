import { letGo, type Row, shop } from './row.ts';

const before = shop;
const add = 'ALTER TABLE orders ADD shop text; CREATE INDEX by_shop ON orders (shop)';
const undo = 'ALTER TABLE orders DROP shop';
const pointOfNoReturn = /this is the point of no return/;

/** The way back: missing, empty, lying, failing, losing; and migrations that do not even get there. */
export const down: readonly Row[] = [
  {
    name: 'a down is missing where there is no other way back',
    before,
    up: 'ALTER TABLE orders RENAME code TO reference',
    as: 'column-renamed column public.orders.reference MB',
    wayBack: /there is no down migration: this is the point of no return/,
    twins: [{ name: 'a down is missing where none is needed', up: add }],
  },
  {
    name: 'a down is empty',
    before,
    up: add,
    down: '-- nothing to do',
    as: 'down-schema-differs column public.orders.shop B',
    twins: [{ name: 'a down takes back what the up makes', up: add, down: undo }],
  },
  {
    name: 'a down does nothing, and says success',
    before,
    up: add,
    down: 'SELECT 1',
    as: 'down-schema-differs column public.orders.shop B',
    twins: [{ name: 'a down says success, and does it', up: add, down: `${undo}; SELECT 1` }],
  },
  {
    name: 'a down does only half of it',
    before,
    up: 'ALTER TABLE orders ADD shop text; CREATE TABLE shops (id bigint PRIMARY KEY)',
    down: undo,
    as: 'down-schema-differs table public.shops B',
    twins: [
      {
        name: 'a down does all of it',
        up: 'ALTER TABLE orders ADD shop text; CREATE TABLE shops (id bigint PRIMARY KEY)',
        down: `DROP TABLE shops; ${undo}`,
      },
    ],
  },
  {
    name: 'a down brings back another default',
    before,
    up: 'ALTER TABLE orders ALTER note SET DEFAULT 1',
    down: "ALTER TABLE orders ALTER note SET DEFAULT ''",
    as: 'down-schema-differs column public.orders.note B',
    twins: [
      {
        name: 'a down brings back that there was none',
        up: 'ALTER TABLE orders ALTER note SET DEFAULT 1',
        down: 'ALTER TABLE orders ALTER note DROP DEFAULT',
      },
    ],
  },
  {
    name: 'a down is refused once N has written',
    before,
    up: 'ALTER TABLE customers ALTER email DROP NOT NULL',
    down: 'ALTER TABLE customers ALTER email SET NOT NULL',
    as: 'down-failed * B',
    weight: 'note',
    twins: [
      {
        name: 'a down takes what N wrote',
        up: 'ALTER TABLE customers ALTER email DROP NOT NULL',
        down: "UPDATE customers SET email = 'none-' || id WHERE email IS NULL; ALTER TABLE customers ALTER email SET NOT NULL",
      },
    ],
  },
  {
    name: 'a down is refused by what the migration itself writes',
    before,
    up: "ALTER TABLE orders ALTER code TYPE varchar(80); UPDATE orders SET code = rpad(coalesce(code, ''), 60, 'x')",
    down: 'ALTER TABLE orders ALTER code TYPE varchar(40)',
    as: 'down-failed * B',
    also: ['column-type-widened column public.orders.code MB'],
    twins: [
      {
        name: 'a down is the mirror of a wider column',
        up: 'ALTER TABLE orders ALTER code TYPE varchar(80)',
        down: 'ALTER TABLE orders ALTER code TYPE varchar(40)',
      },
      {
        name: 'a down is the mirror of a label that is added',
        up: "ALTER TYPE state ADD VALUE 'lost'",
        down: `DROP VIEW open_orders; ALTER TABLE orders ALTER state DROP DEFAULT; CREATE TYPE state_2 AS ENUM ('new', 'paid', 'sent');
          ALTER TABLE orders ALTER state TYPE state_2 USING state::text::state_2; DROP TYPE state; ALTER TYPE state_2 RENAME TO state;
          ALTER TABLE orders ALTER state SET DEFAULT 'new'; CREATE VIEW open_orders AS SELECT id, customer, total FROM orders WHERE state = 'new'`,
      },
      {
        name: 'a down is the mirror of a check that is gone',
        up: 'ALTER TABLE orders DROP CONSTRAINT some_of_it',
        down: 'ALTER TABLE orders ADD CONSTRAINT some_of_it CHECK (quantity > 0)',
      },
    ],
  },
  {
    name: 'a down is refused always',
    before,
    up: add,
    down: 'ALTER TABLE orders DROP shops',
    as: 'down-failed * B',
    twins: [{ name: 'a down asks whether it is there', up: add, down: 'ALTER TABLE orders DROP IF EXISTS shops, DROP IF EXISTS shop' }],
  },
  {
    name: 'a down cuts off what N wrote',
    before,
    up: 'ALTER TABLE orders ALTER code TYPE varchar(80)',
    down: 'ALTER TABLE orders ALTER code TYPE varchar(40) USING left(code, 40)',
    as: 'down-loses-new-rows column public.orders.code B',
    twins: [
      {
        name: 'a down loses what only N knows',
        up: 'ALTER TABLE orders ADD long_code varchar(80)',
        down: 'ALTER TABLE orders DROP long_code',
      },
    ],
  },
  {
    name: 'a down deletes what N wrote',
    before,
    up: 'ALTER TABLE orders ADD shop text',
    down: `DELETE FROM orders WHERE shop IS NOT NULL; ${undo}`,
    as: 'down-loses-new-rows column public.orders.* B',
    twins: [
      {
        name: 'a down deletes from a table that only N knows',
        up: 'CREATE TABLE x (id bigint PRIMARY KEY)',
        down: 'DELETE FROM x; DROP TABLE x',
      },
    ],
  },
  {
    name: 'a down deletes what N wrote beside rows of the seed',
    before: 'CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL)',
    seed: "INSERT INTO events (kind) VALUES ('a')",
    up: 'ALTER TABLE events ADD extra text',
    down: 'DELETE FROM events WHERE extra IS NOT NULL; ALTER TABLE events DROP extra',
    as: 'down-loses-new-rows column public.events.* B',
    twins: [
      {
        name: 'a down keeps what N wrote beside rows of the seed',
        up: 'ALTER TABLE events ADD extra text',
        down: 'ALTER TABLE events DROP extra',
      },
    ],
  },
  {
    name: 'a down deletes rows of N-1',
    before,
    up: 'CREATE TABLE x (id bigint PRIMARY KEY)',
    down: 'DELETE FROM orders WHERE quantity = 1; DROP TABLE x',
    as: 'down-loses-rows table public.orders B',
    also: ['down-loses-new-rows column public.orders.* B'],
    twins: [
      {
        name: 'a down deletes none',
        up: 'CREATE TABLE x (id bigint PRIMARY KEY)',
        down: 'DELETE FROM orders WHERE quantity < 0; DROP TABLE x',
      },
    ],
  },
  {
    name: 'a down brings a column back empty',
    before,
    up: 'ALTER TABLE orders DROP note',
    down: 'ALTER TABLE orders ADD note text',
    as: 'down-loses-rows table public.orders B',
    also: ['column-dropped column public.orders.note MB'],
    twins: [
      { name: 'and N-1 has let go of it', statements: letGo, up: 'ALTER TABLE orders DROP note', down: 'ALTER TABLE orders ADD note text' },
      {
        name: 'a down brings it back with what was in it',
        statements: letGo,
        up: 'CREATE TABLE old_notes AS SELECT id, note FROM orders; ALTER TABLE orders DROP note',
        down: 'ALTER TABLE orders ADD note text; UPDATE orders SET note = o.note FROM old_notes o WHERE o.id = orders.id; DROP TABLE old_notes',
      },
    ],
  },
  {
    name: 'a down makes a sequence anew, and lets it begin at its start',
    before,
    up: `ALTER TABLE orders ALTER id DROP DEFAULT; DROP SEQUENCE orders_id_seq;
      ALTER TABLE orders ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 100000)`,
    down: `ALTER TABLE orders ALTER id DROP IDENTITY; CREATE SEQUENCE orders_id_seq OWNED BY orders.id;
      ALTER TABLE orders ALTER id SET DEFAULT nextval('orders_id_seq')`,
    as: 'down-repeats-numbers column public.orders.id B',
    twins: [
      {
        name: 'a down makes a sequence anew, and lets it go on where the rows end',
        up: `ALTER TABLE orders ALTER id DROP DEFAULT; DROP SEQUENCE orders_id_seq;
          ALTER TABLE orders ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 100000)`,
        down: `ALTER TABLE orders ALTER id DROP IDENTITY; CREATE SEQUENCE orders_id_seq OWNED BY orders.id;
          ALTER TABLE orders ALTER id SET DEFAULT nextval('orders_id_seq'); SELECT setval('orders_id_seq', max(id)) FROM orders`,
      },
    ],
  },
  {
    name: 'a down begins an identity anew',
    before,
    up: add,
    down: `${undo}; ALTER TABLE customers ALTER id RESTART`,
    as: 'down-repeats-numbers column public.customers.id B',
    twins: [{ name: 'a down lets an identity go on', up: add, down: `${undo}; ALTER TABLE customers ALTER id RESTART WITH 5000` }],
  },
  {
    name: 'after the down the migration does not go up again',
    before,
    up: "CREATE TABLE x (id bigint PRIMARY KEY); INSERT INTO customers (id, email) VALUES (777002, 'again@example.com')",
    down: 'DROP TABLE x',
    as: 'up-again-differs * R',
    also: ['down-repeats-numbers column public.customers.id B'],
    twins: [
      {
        name: 'after the down it does',
        up: "CREATE TABLE x (id bigint PRIMARY KEY); INSERT INTO customers (id, email) VALUES (777002, 'again@example.com')",
        down: 'DELETE FROM customers WHERE id = 777002; DROP TABLE x',
      },
    ],
  },
  {
    name: 'a down adds rows that nobody wrote',
    before,
    up: 'ALTER TABLE orders ADD shop text',
    down: `${undo}; INSERT INTO orders (customer, code) SELECT customer, code FROM orders`,
    as: 'down-adds-rows table public.orders B',
    twins: [
      {
        name: 'a down moves rows to where N-1 has them',
        up: 'CREATE TABLE more (customer bigint NOT NULL REFERENCES customers ON DELETE CASCADE, code varchar(40))',
        down: 'INSERT INTO orders (customer, code) SELECT customer, code FROM more; DROP TABLE more',
      },
    ],
  },
  {
    name: 'the way back is closed by the schema and by the down',
    before,
    up: 'ALTER TABLE orders DROP note',
    down: 'SELECT 1',
    as: 'column-dropped column public.orders.note MB',
    also: ['down-schema-differs column public.orders.note B'],
    wayBack: pointOfNoReturn,
    twins: [{ name: 'nothing closes it', up: 'CREATE INDEX ON orders (note)', down: 'DROP INDEX orders_note_idx' }],
  },
  {
    name: 'a down rounds what N wrote, and refuses what is too large beside it',
    before: 'CREATE TABLE prices (id serial PRIMARY KEY, price numeric(10,2) NOT NULL, stock integer NOT NULL DEFAULT 0);',
    up: 'ALTER TABLE prices ALTER price TYPE numeric',
    down: 'ALTER TABLE prices ALTER price TYPE numeric(10,2)',
    as: 'down-loses-new-rows column public.prices.price B',
    wayBack: /the down migration does not bring N-1 back unharmed/,
    twins: [
      {
        name: 'a down refuses what is too large, and keeps all else',
        up: 'ALTER TABLE prices ALTER price TYPE numeric(12,2)',
        down: 'ALTER TABLE prices ALTER price TYPE numeric(10,2)',
      },
    ],
  },
  {
    name: 'a down makes whole numbers of what N wrote',
    before: 'CREATE TABLE prices (id serial PRIMARY KEY, price numeric(10,2) NOT NULL, stock integer NOT NULL DEFAULT 0);',
    up: 'ALTER TABLE prices ALTER stock TYPE numeric(12,2)',
    down: 'ALTER TABLE prices ALTER stock TYPE integer',
    statements: ['SELECT id, stock::integer FROM prices WHERE id = 1'],
    as: 'down-loses-new-rows column public.prices.stock B',
    twins: [
      {
        name: 'a down makes small numbers of large ones',
        up: 'ALTER TABLE prices ALTER stock TYPE bigint',
        down: 'ALTER TABLE prices ALTER stock TYPE integer',
      },
    ],
  },
  {
    name: 'a down puts back what a copy of the table has, and nothing that came later',
    before: 'CREATE TABLE jobs (id serial PRIMARY KEY, kind text NOT NULL, done boolean NOT NULL DEFAULT false);',
    up: 'CREATE TABLE jobs_before AS SELECT * FROM jobs; ALTER TABLE jobs ADD weight integer',
    down: `TRUNCATE jobs; INSERT INTO jobs (id, kind, done) SELECT id, kind, done FROM jobs_before;
      DROP TABLE jobs_before; ALTER TABLE jobs DROP weight`,
    as: 'down-loses-new-rows column public.jobs.done B',
    twins: [
      {
        name: 'a down puts back what the migration has taken out and kept',
        up: `CREATE TABLE jobs_before AS SELECT * FROM jobs WHERE kind = 'late';
          DELETE FROM jobs WHERE id IN (SELECT id FROM jobs_before)`,
        down: 'INSERT INTO jobs SELECT * FROM jobs_before; DROP TABLE jobs_before',
        statements: ['SELECT kind FROM jobs WHERE id = 1'],
      },
      {
        name: 'rows go that no statement reads, and an insert does what it did',
        up: 'DELETE FROM jobs WHERE id > 5',
        statements: ["INSERT INTO jobs (kind) VALUES ('new')", 'SELECT kind FROM jobs WHERE id = 1'],
      },
    ],
  },
  {
    name: 'a down puts a column back from a copy, over what N has changed since',
    before: 'CREATE TABLE jobs (id serial PRIMARY KEY, kind text NOT NULL, done boolean NOT NULL DEFAULT false);',
    up: 'CREATE TABLE jobs_before AS SELECT id, kind FROM jobs; ALTER TABLE jobs ADD weight integer',
    down: `UPDATE jobs j SET kind = b.kind FROM jobs_before b WHERE b.id = j.id;
      DROP TABLE jobs_before; ALTER TABLE jobs DROP weight`,
    as: 'down-loses-new-rows column public.jobs.kind B',
    twins: [
      {
        name: 'a down works out what N-1 has from what N has',
        up: "ALTER TABLE jobs ADD state text; UPDATE jobs SET state = CASE WHEN done THEN 'done' ELSE 'open' END",
        down: "UPDATE jobs SET done = true WHERE state = 'done' AND NOT done; ALTER TABLE jobs DROP state",
      },
      {
        name: 'N-1 is seen not to ask for what is put back',
        up: 'CREATE TABLE jobs_before AS SELECT id, kind FROM jobs; ALTER TABLE jobs ADD weight integer',
        down: `UPDATE jobs j SET kind = b.kind FROM jobs_before b WHERE b.id = j.id;
          DROP TABLE jobs_before; ALTER TABLE jobs DROP weight`,
        statements: ['SELECT id, done FROM jobs'],
      },
    ],
  },
  {
    name: 'a migration is refused',
    before,
    up: 'ALTER TABLE order ADD shop text',
    as: 'migration-failed * R',
    twins: [{ name: 'a migration is not', up: 'ALTER TABLE orders ADD shop text' }],
  },
  {
    name: 'a migration is stopped by what rows hold, and changes no schema',
    before,
    up: 'UPDATE orders SET quantity = 0',
    as: 'migration-failed * R',
    twins: [
      { name: 'a migration finds no such rows', up: 'UPDATE orders SET quantity = 0 WHERE quantity < 0' },
      {
        name: 'a migration is stopped by rows at the limit of their type alone, which nobody has seen',
        up: 'ALTER TABLE orders ADD pairs integer; UPDATE orders SET pairs = quantity * 2',
        down: 'ALTER TABLE orders DROP pairs',
      },
    ],
  },
  {
    name: 'a migration commits what it did not begin',
    before,
    up: 'ALTER TABLE orders ADD shop text; COMMIT; ALTER TABLE orders ADD more text',
    as: 'migration-loses-transaction * R',
    also: ['migration-not-repeatable * R'],
    twins: [
      {
        name: 'a migration commits what it began',
        up: 'BEGIN; ALTER TABLE orders ADD shop text; ALTER TABLE orders ADD more text; COMMIT',
      },
    ],
  },
  {
    name: 'a migration is killed half-way, and cannot be run again',
    before,
    up: 'ALTER TABLE orders ADD shop text; CREATE INDEX CONCURRENTLY by_shop ON orders (shop)',
    as: 'migration-not-repeatable * R',
    weight: 'warning',
    twins: [
      {
        name: 'and can',
        up: 'ALTER TABLE orders ADD IF NOT EXISTS shop text; CREATE INDEX CONCURRENTLY IF NOT EXISTS by_shop ON orders (shop)',
      },
    ],
  },
  {
    name: 'the way down takes a membership that the way up did not give',
    before:
      'CREATE ROLE app; CREATE ROLE grp; GRANT grp TO app; CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT, UPDATE ON t TO grp',
    up: 'ALTER TABLE t ADD x int',
    down: 'ALTER TABLE t DROP x; REVOKE grp FROM app',
    as: 'down-refuses table public.t B',
    twins: [
      {
        name: 'that it gave',
        up: 'ALTER TABLE t ADD x int; CREATE ROLE other; GRANT grp TO other',
        down: 'ALTER TABLE t DROP x; REVOKE grp FROM other; DROP ROLE other',
      },
    ],
  },
  {
    name: 'the way down lets a role not in any more',
    before: 'CREATE ROLE app LOGIN; CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT ON t TO app',
    up: 'ALTER TABLE t ADD x int',
    down: 'ALTER TABLE t DROP x; ALTER ROLE app NOLOGIN',
    as: 'down-refuses role app B',
    twins: [{ name: 'in again', up: 'ALTER TABLE t ADD x int', down: 'ALTER TABLE t DROP x; ALTER ROLE app LOGIN' }],
  },
  {
    name: 'the way down drops what a captured statement searches by',
    before: 'CREATE TEXT SEARCH CONFIGURATION easy (COPY = simple); CREATE TABLE t (id int PRIMARY KEY, v text)',
    up: 'ALTER TABLE t ADD x int',
    down: 'ALTER TABLE t DROP x; DROP TEXT SEARCH CONFIGURATION easy',
    statements: ["SELECT id FROM t WHERE to_tsvector('easy', v) @@ to_tsquery('easy', 'a')", "UPDATE t SET v = 'b' WHERE id = 1"],
    as: 'down-refuses table public.t B',
    twins: [
      {
        name: 'and makes it anew',
        up: 'ALTER TABLE t ADD x int',
        down: 'ALTER TABLE t DROP x; DROP TEXT SEARCH CONFIGURATION easy; CREATE TEXT SEARCH CONFIGURATION easy (COPY = simple)',
        statements: ["SELECT id FROM t WHERE to_tsvector('easy', v) @@ to_tsquery('easy', 'a')", "UPDATE t SET v = 'b' WHERE id = 1"],
      },
    ],
  },
];
