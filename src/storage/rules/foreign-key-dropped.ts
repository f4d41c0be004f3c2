import { whenRemoved, whenChanged } from '../judging/facet.ts';
import { sameReference, actsOnDelete } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const foreignKeyDropped = defineStorageRule({
  id: 'storage/foreign-key-dropped',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/foreign-key-added',
  why: 'N may leave rows that refer to nothing, which the previous release has never met.',
  fix: 'Leave such rows one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ON DELETE RESTRICT',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['constraint'], (was) =>
      was.type === 'foreign key' && was.enforced && !actsOnDelete(was) && !sameReference(was, change.new)
        ? `${was.columns.join(', ')} may refer to nothing`
        : undefined,
    ) ??
    whenChanged(change, ['constraint'], 'enforced', (was) =>
      was.type === 'foreign key' && was.enforced ? 'it is not enforced any more' : undefined,
    ),
});
