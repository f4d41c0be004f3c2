import { whenAdded, whenChanged } from '../judging/facet.ts';
import { areNew } from '../judging/beside.ts';
import { sameReference } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const foreignKeyAdded = defineStorageRule({
  id: 'storage/foreign-key-added',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  stops: ({ is }) => is?.kind === 'constraint' && is.validated,
  route: 'schema-left',
  mirror: ['storage/foreign-key-dropped', 'storage/cascade-dropped'],
  why: 'The previous release may still write a row that refers to nothing, or delete one that is referred to, and is refused; and unless it is NOT VALID, such rows stop the migration.',
  fix: 'Let the code keep to it for a release first, and clear up the rows; then add it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers NOT VALID',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text, customer bigint REFERENCES customers)',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers ',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint'], (is) =>
      is.type === 'foreign key' && is.enforced && !areNew(change.old, is.table, is.columns) && !sameReference(is, change.old)
        ? `${is.columns.join(', ')} must be found in ${is.references?.table ?? 'another table'}`
        : undefined,
    ) ??
    whenChanged(change, ['constraint'], 'enforced', (_, is) =>
      is.type === 'foreign key' && is.enforced
        ? `${is.columns.join(', ')} must be found in ${is.references?.table ?? 'another table'}`
        : undefined,
    ),
});
