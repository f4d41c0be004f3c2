import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const constraintBecameDeferrable = defineStorageRule({
  id: 'storage/constraint-became-deferrable',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/constraint-no-longer-deferrable',
  why: 'An upsert of the previous release (ON CONFLICT) cannot rest on a constraint that is deferrable and is refused; and what is wrong is told at the end of the transaction, where N-1 does not expect it.',
  fix: 'Add a second, deferrable constraint beside it; drop the first a release after the last that relies on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code) DEFERRABLE',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers DEFERRABLE INITIALLY DEFERRED',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers DEFERRABLE',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'deferrable', (was, is) =>
      (was.deferrable === undefined && is.type !== 'foreign key' && is.deferrable !== undefined) || is.deferrable === 'deferred'
        ? `it is deferrable, initially ${is.deferrable ?? ''}`
        : undefined,
    ),
});
