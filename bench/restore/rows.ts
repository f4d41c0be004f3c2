import type { Expected, Told } from './fault.ts';

// What a restore may do to rows, objects and roles: a tool that restores well, and then this.

export interface InRows extends Expected, Told {
  /** Statements after the restore, each by itself. */
  readonly after?: readonly string[];
  /** Statements that come before those that make the database, and statements of those that are left out. */
  readonly before?: readonly string[];
  readonly without?: RegExp;
  /** What the tool's program does besides, in its own words. */
  readonly program?:
    | 'nothing at all'
    | 'is killed half-way'
    | 'is killed half-way, and nobody tells'
    | 'in Latin-1'
    | 'compressed otherwise';
  /** What the tool says when it is asked to look at the backup; it ends with 0. */
  readonly verify?: string;
}

const unchecked = (statement: string): readonly string[] => [
  'SET session_replication_role = replica',
  statement,
  'RESET session_replication_role',
];
const ready = (isReady: boolean): string =>
  `UPDATE pg_index SET indisready = ${isReady} WHERE indexrelid = 'customers_email_key'::regclass`;

export const faultsInRows: readonly InRows[] = [
  { name: 'one row is lost', after: ['DELETE FROM orders WHERE id = 1234'], rules: ['invariant-broken', 'rows-differ'] },
  {
    name: 'two rows swap a value, so that counts and sums agree',
    after: ['UPDATE orders SET amount = CASE id WHEN 10 THEN 11 ELSE 10 END WHERE id IN (10, 11)'],
    rules: ['rows-differ'],
  },
  { name: 'NULL becomes an empty text', after: ["UPDATE customers SET note = '' WHERE id = 3"], rules: ['rows-differ'] },
  {
    name: 'microseconds are cut',
    after: ["UPDATE customers SET at = date_trunc('milliseconds', at) WHERE id = 7"],
    rules: ['rows-differ'],
  },
  { name: 'roles are left out', without: /ROLE|TO clerk/, rules: ['catalog-differs', 'role-missing'] },
  { name: 'a sequence stands behind', after: ["SELECT setval('orders_id_seq', 17)"], rules: ['sequence-behind'] },
  { name: 'an extension is missing', after: ['DROP EXTENSION dblink'], rules: ['extension-missing'] },
  {
    name: 'a foreign key became NOT VALID',
    after: [
      'ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey, ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers NOT VALID',
    ],
    rules: ['catalog-differs'],
  },
  {
    name: 'a foreign key is broken, with as many rows',
    after: unchecked('UPDATE orders SET customer = 9999 WHERE id = 20'),
    rules: ['foreign-key-broken', 'rows-differ'],
  },
  {
    name: 'a unique index has a key twice',
    after: ['SET allow_system_table_mods = on', ready(false), "UPDATE customers SET email = 'c1@example.org' WHERE id = 2", ready(true)],
    rules: ['index-broken', 'rows-differ', 'unique-broken'],
  },
  { name: 'a table is missing', after: ['DROP TABLE orders CASCADE'], rules: ['catalog-differs', 'release-fails', 'table-missing'] },
  { name: 'a view is missing', after: ['DROP VIEW totals'], rules: ['catalog-differs'] },
  { name: 'an index is missing', after: ['DROP INDEX orders_customer'], rules: ['catalog-differs'] },
  {
    name: 'the old rows were left in place',
    after: ['INSERT INTO orders (id, customer, amount) VALUES (-1, 1, 5)'],
    rules: ['invariant-broken', 'rows-differ'],
  },
  { name: 'a table was left from before', after: ['CREATE TABLE old (id int)', 'INSERT INTO old VALUES (1)'], rules: ['table-unexpected'] },
  { name: 'the tool ends with 0 and restored nothing', program: 'nothing at all', rules: ['file-changed'] },
  {
    name: 'the tool ends with 0 and restored tables without rows',
    after: ['TRUNCATE orders, customers, tenant'],
    rules: ['nothing-restored', 'wrong-tenant'],
  },
  {
    name: 'the tool was killed half-way, and nobody tells',
    program: 'is killed half-way, and nobody tells',
    rules: ['invariant-broken', 'rows-differ', 'sequence-behind'],
  },
  {
    name: 'the tool was killed half-way',
    program: 'is killed half-way',
    rules: [],
    outcome: 'inconclusive',
    says: 'drill/environment-lost',
  },
  { name: 'the tool says that the backup is bad, and ends with 0', verify: 'error: checksum mismatch in page 7', rules: ['verify-failed'] },
  { name: 'it is of another tenant', after: ["UPDATE tenant SET name = 'south'"], rules: ['rows-differ', 'wrong-tenant'] },
  { name: 'the restore is slower than it may be', plan: { budgets: { rtoMs: 1 } }, rules: ['too-slow'] },
  { name: 'a stale backup is offered as the newest', plan: { budgets: { rpoMs: 1 } }, rules: ['backup-stale'] },
  {
    name: 'an older backup is offered than the last that was taken',
    manifest: (manifest) => ({ ...manifest, backup: 'later' }),
    rules: ['backup-not-newest'],
  },
];

export const noFaultsInRows: readonly InRows[] = [
  { name: 'nothing happens', rules: [] },
  {
    name: 'rows lie in another order',
    after: ['CLUSTER orders USING orders_customer', 'ALTER TABLE orders SET WITHOUT CLUSTER'],
    rules: [],
  },
  {
    name: 'tables are filled otherwise',
    after: ['ALTER TABLE orders SET (fillfactor = 60)', 'VACUUM FULL orders', 'ALTER TABLE orders RESET (fillfactor)'],
    rules: [],
  },
  { name: 'the dump is compressed otherwise', program: 'compressed otherwise', rules: [] },
  { name: 'the dump is in another encoding', program: 'in Latin-1', rules: [] },
  { name: 'it was vacuumed and analysed', after: ['VACUUM ANALYZE', 'VACUUM FREEZE orders'], rules: [] },
  {
    name: 'it lies in another tablespace by default',
    before: ['SET allow_in_place_tablespaces = on', "CREATE TABLESPACE elsewhere LOCATION ''", 'SET default_tablespace = elsewhere'],
    rules: [],
  },
  {
    name: 'rows were changed and changed back',
    after: ['UPDATE orders SET amount = amount + 1', 'UPDATE orders SET amount = amount - 1'],
    rules: [],
  },
  { name: 'indexes were made anew', after: ['REINDEX TABLE orders'], rules: [] },
  { name: 'a sequence is some numbers ahead', after: ["SELECT setval('customers_id_seq', 532)"], rules: [] },
  { name: 'the tool says that the backup is good', verify: 'checked 12 files, 0 errors', rules: [] },
  {
    name: 'it has the time and the age that it may have',
    plan: { budgets: { rtoMs: 600_000, rpoMs: 1e12 }, expects: { tenant: 'north' } },
    rules: [],
  },
];
