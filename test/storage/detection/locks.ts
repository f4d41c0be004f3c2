import { manyOrders, type Row, shop } from './row.ts';

const before = shop;
const seed = manyOrders;

/** What stops N-1 for as long as it runs, on a table that is large; and the same where there is nothing to wait for. */
export const locks: readonly Row[] = [
  {
    name: 'an index is built on a large table, and nobody writes meanwhile',
    before,
    seed,
    up: 'CREATE INDEX by_total ON orders (total)',
    as: 'writes-held table public.orders R',
    weight: 'warning',
    twins: [
      { name: 'an index is built beside traffic', up: 'CREATE INDEX CONCURRENTLY by_total ON orders (total)' },
      { name: 'on a table of the same release', up: 'CREATE TABLE x (id bigint PRIMARY KEY, a text); CREATE INDEX ON x (a)' },
      { name: 'on a table with a few rows', seed: '', up: 'CREATE INDEX by_total ON orders (total)' },
    ],
  },
  {
    name: 'a large table is written anew for a default that is worked out for each row',
    before,
    seed,
    up: 'ALTER TABLE orders ADD token uuid DEFAULT gen_random_uuid()',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [
      { name: 'a default that is the same for all is not written', up: "ALTER TABLE orders ADD shop text NOT NULL DEFAULT 'main'" },
      {
        name: 'nor one that is set after the column is there',
        up: 'ALTER TABLE orders ADD token uuid; ALTER TABLE orders ALTER token SET DEFAULT gen_random_uuid()',
      },
    ],
  },
  {
    name: 'a large table is written anew for a wider type',
    before,
    seed,
    up: 'ALTER TABLE orders ALTER quantity TYPE bigint',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [
      { name: 'a wider varchar writes nothing', up: 'ALTER TABLE orders ALTER code TYPE varchar(80)' },
      {
        name: 'nor a wider numeric',
        up: "DROP VIEW open_orders; ALTER TABLE orders ALTER total TYPE numeric(16,2); CREATE VIEW open_orders AS SELECT id, customer, total FROM orders WHERE state = 'new'",
      },
    ],
  },
  {
    name: 'a large table is written anew, and nothing of it changes',
    before,
    seed,
    up: 'CLUSTER orders USING orders_pkey',
    as: 'table-rewritten table public.orders R',
    weight: 'warning',
    twins: [{ name: 'a large table is looked at', up: 'ANALYZE orders' }],
  },
  {
    name: 'an index of a large table is built anew',
    before,
    seed,
    up: 'REINDEX TABLE orders',
    as: 'writes-held table public.orders R',
    weight: 'warning',
    twins: [{ name: 'beside traffic', up: 'REINDEX TABLE CONCURRENTLY orders' }],
  },
  {
    name: 'a check of a new column reads a large table through',
    before,
    seed,
    up: "ALTER TABLE orders ADD shop text DEFAULT 'main'; ALTER TABLE orders ADD CHECK (shop <> '')",
    as: 'table-scanned table public.orders R',
    weight: 'warning',
    twins: [
      {
        name: 'a check of N-1 is validated, which stops nobody',
        before: `${shop}; ALTER TABLE orders ADD CONSTRAINT coded CHECK (code <> 'x') NOT VALID`,
        up: 'ALTER TABLE orders VALIDATE CONSTRAINT coded',
      },
    ],
  },
  {
    name: 'a large table is locked by hand',
    before,
    seed,
    up: 'LOCK TABLE orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(0.2)',
    as: 'lock-held table public.orders R',
    weight: 'warning',
    twins: [{ name: 'as everybody does who reads', up: 'LOCK TABLE orders IN ACCESS SHARE MODE' }],
  },
];
