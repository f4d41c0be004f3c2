import { letGo, type Row, shop } from './row.ts';

const before = shop;
const addNote = 'ALTER TABLE orders ADD remark text';

/** Columns and tables that go, get another name or another type. */
export const columns: readonly Row[] = [
  {
    name: 'a column is dropped',
    before,
    up: 'ALTER TABLE orders DROP note',
    as: 'column-dropped column public.orders.note MB',
    twins: [
      { name: 'that N-1 is seen to have let go of', up: 'ALTER TABLE orders DROP note', statements: letGo },
      { name: 'and a nullable one is added instead', up: addNote },
      { name: 'of a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY, a text, b text); ALTER TABLE x DROP b' },
    ],
  },
  {
    name: 'a column is dropped, and a view with it',
    before,
    up: 'ALTER TABLE orders DROP total CASCADE',
    as: 'column-dropped column public.orders.total MB',
    also: ['view-dropped view public.open_orders MB'],
    twins: [{ name: 'a column and its view are added', up: `${addNote}; CREATE VIEW remarks AS SELECT id, remark FROM orders` }],
  },
  {
    name: 'a column is renamed',
    before,
    up: 'ALTER TABLE orders RENAME code TO reference',
    as: 'column-renamed column public.orders.reference MB',
    twins: [
      {
        name: 'a column of the new name beside it',
        up: 'ALTER TABLE orders ADD reference varchar(40); UPDATE orders SET reference = code',
      },
    ],
  },
  {
    name: 'a column is renamed by dropping and adding it',
    before,
    up: 'ALTER TABLE orders DROP note, ADD remark text',
    as: 'column-dropped column public.orders.note MB',
    twins: [{ name: 'and N-1 has let go of it', up: 'ALTER TABLE orders DROP note, ADD remark text', statements: letGo }],
  },
  {
    name: 'a table is dropped',
    before: `${shop}; CREATE TABLE notes (id bigint PRIMARY KEY, what text)`,
    up: 'DROP TABLE notes',
    as: 'table-dropped table public.notes MB',
    twins: [
      { name: 'a table is added', up: 'CREATE TABLE more_notes (id bigint PRIMARY KEY, what text NOT NULL UNIQUE)' },
      { name: 'that N-1 is seen not to touch', up: 'DROP TABLE notes', statements: letGo },
    ],
  },
  {
    name: 'an empty table is dropped, which nothing can be put into',
    before: `${shop}; CREATE TABLE spare (id bigint PRIMARY KEY, CHECK (false))`,
    up: 'DROP TABLE spare',
    as: 'table-dropped table public.spare MB',
    twins: [{ name: 'and another such is added', up: 'CREATE TABLE other (id bigint PRIMARY KEY, CHECK (false))' }],
  },
  {
    name: 'a table is renamed',
    before,
    up: 'ALTER TABLE orders RENAME TO purchases',
    as: 'table-renamed table public.purchases MB',
    twins: [{ name: 'a view of the new name', up: 'CREATE VIEW purchases AS SELECT * FROM orders' }],
  },
  {
    name: 'a table is renamed, and the view that has its name lacks a column',
    before,
    up: 'ALTER TABLE customers RENAME TO people; CREATE VIEW customers AS SELECT id, email FROM people',
    as: 'table-renamed table public.people MB',
    twins: [{ name: 'an index is renamed', up: 'ALTER INDEX orders_by_code RENAME TO by_code' }],
  },
  {
    name: 'a table moves to another schema',
    before,
    up: 'CREATE SCHEMA shop; ALTER TABLE customers SET SCHEMA shop',
    as: 'table-renamed table shop.customers MB',
    twins: [{ name: 'a schema with a view of it', up: 'CREATE SCHEMA shop; CREATE VIEW shop.customers AS SELECT * FROM public.customers' }],
  },
  {
    name: 'a varchar is narrowed',
    before,
    up: 'ALTER TABLE orders ALTER code TYPE varchar(20) USING left(code, 20)',
    as: 'column-type-narrowed column public.orders.code RMB',
    twins: [
      { name: 'a varchar is widened', up: 'ALTER TABLE orders ALTER code TYPE varchar(80)' },
      { name: 'a varchar loses its limit', up: 'ALTER TABLE orders ALTER code TYPE varchar' },
      { name: 'a varchar becomes text', up: 'ALTER TABLE orders ALTER code TYPE text' },
    ],
  },
  {
    name: 'a text gets a limit',
    before,
    up: 'ALTER TABLE orders ALTER note TYPE varchar(200) USING left(note, 200)',
    as: 'column-type-narrowed column public.orders.note RMB',
    twins: [{ name: 'a text becomes a varchar without one', up: 'ALTER TABLE orders ALTER note TYPE varchar' }],
  },
  {
    name: 'a numeric has fewer digits',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, total numeric(12,2))',
    up: 'ALTER TABLE t ALTER total TYPE numeric(8,2) USING least(total, 1)',
    as: 'column-type-narrowed column public.t.total RMB',
    twins: [{ name: 'a numeric has more digits', up: 'ALTER TABLE t ALTER total TYPE numeric(16,2)' }],
  },
  {
    name: 'digits go behind the point',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, total numeric(12,2))',
    up: 'ALTER TABLE t ALTER total TYPE numeric(12,0)',
    as: 'column-type-narrowed column public.t.total RMB',
    twins: [{ name: 'a numeric gets digits on both sides', up: 'ALTER TABLE t ALTER total TYPE numeric(16,4)' }],
  },
  {
    name: 'a bigint becomes an integer',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, n bigint)',
    up: 'ALTER TABLE t ALTER n TYPE integer USING 1',
    as: 'column-type-narrowed column public.t.n RMB',
    twins: [
      {
        name: 'an integer becomes a bigint',
        before: 'CREATE TABLE t (id bigint PRIMARY KEY, n integer)',
        up: 'ALTER TABLE t ALTER n TYPE bigint',
      },
    ],
  },
  {
    name: 'a number becomes a text',
    before,
    up: 'ALTER TABLE orders DROP CONSTRAINT some_of_it, ALTER quantity DROP DEFAULT, ALTER quantity TYPE text, ALTER quantity SET DEFAULT 1',
    as: 'column-type-changed column public.orders.quantity MB',
    twins: [
      {
        name: 'a text of the number beside it',
        up: 'ALTER TABLE orders ADD quantity_text text GENERATED ALWAYS AS (quantity::text) STORED',
      },
    ],
  },
  {
    name: 'a timestamp loses its zone',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz)',
    up: 'ALTER TABLE t ALTER at TYPE timestamp',
    as: 'column-type-changed column public.t.at MB',
    also: ['time-zone-decides column public.t.at R'],
    twins: [
      {
        name: 'a timestamp keeps more of a second',
        before: 'CREATE TABLE t (id bigint PRIMARY KEY, at timestamptz(3))',
        up: 'ALTER TABLE t ALTER at TYPE timestamptz(6)',
      },
    ],
  },
  {
    name: 'a timestamp becomes a date',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, at timestamp)',
    up: 'ALTER TABLE t ALTER at TYPE date',
    as: 'column-type-changed column public.t.at MB',
    twins: [{ name: 'a date beside it', up: 'ALTER TABLE t ADD on_day date' }],
  },
  {
    name: 'json becomes jsonb',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, data json)',
    up: 'ALTER TABLE t ALTER data TYPE jsonb',
    as: 'column-type-changed column public.t.data RMB',
    twins: [{ name: 'a jsonb beside it', up: 'ALTER TABLE t ADD data_b jsonb' }],
  },
  {
    name: 'a text becomes an array of them',
    before: 'CREATE TABLE t (id bigint PRIMARY KEY, tag text)',
    up: 'ALTER TABLE t ALTER tag TYPE text[] USING ARRAY[tag]',
    as: 'column-type-changed column public.t.tag MB',
    twins: [
      {
        name: 'the texts of an array lose their limit',
        before: 'CREATE TABLE t (id bigint PRIMARY KEY, tag varchar(9)[])',
        up: 'ALTER TABLE t ALTER tag TYPE text[]',
      },
    ],
  },
  {
    name: 'a column is sorted otherwise',
    before,
    up: 'ALTER TABLE customers ALTER name TYPE text COLLATE "C"',
    as: 'column-collation-changed column public.customers.name RMB',
    weight: 'warning',
    twins: [{ name: 'a new column has an order of its own', up: 'ALTER TABLE customers ADD sort_name text COLLATE "C"' }],
  },
];
