import { whenRemoved } from '../judging/facet.ts';
import { sameReference, actsOnDelete } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const cascadeDropped = defineStorageRule({
  id: 'storage/cascade-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/foreign-key-added',
  why: 'The previous release deletes a row and relies on what refers to it going, or being cleared, as well: from now on that stays, referring to nothing.',
  fix: 'Let every release delete what refers to a row first; drop the foreign key one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ON DELETE SET NULL',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['constraint'], (was) =>
      was.type === 'foreign key' && was.enforced && actsOnDelete(was) && !sameReference(was, change.new)
        ? `what refers by ${was.columns.join(', ')} stays when a row is deleted`
        : undefined,
    ),
});
