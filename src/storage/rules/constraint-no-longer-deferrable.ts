import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const constraintNoLongerDeferrable = defineStorageRule({
  id: 'storage/constraint-no-longer-deferrable',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/constraint-became-deferrable',
  why: 'A transaction of the previous release that is right only at its end is refused at its first statement.',
  fix: 'Let every release write in the order that the constraint asks for first; change it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code) DEFERRABLE',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers DEFERRABLE INITIALLY DEFERRED',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'deferrable', (was, is) =>
      (is.deferrable === undefined && was.deferrable !== undefined) || (was.deferrable === 'deferred' && is.deferrable === 'immediate')
        ? `it is ${is.deferrable === undefined ? 'not deferrable any more' : 'initially immediate'}`
        : undefined,
    ),
});
