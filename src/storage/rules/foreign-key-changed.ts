import { whenAdded, whenChanged } from '../judging/facet.ts';
import { isThere } from '../judging/beside.ts';
import { sameReference } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const foreignKeyChanged = defineStorageRule({
  id: 'storage/foreign-key-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/foreign-key-changed',
  why: 'What may be referred to, or what becomes of it on a delete, is something else than the previous release relies on.',
  fix: 'Let the code of every release do without the difference first; change it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers ON DELETE SET NULL',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers NOT VALID',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (customer) REFERENCES customers ',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'definition', (was, is) =>
      is.type === 'foreign key' && was.definition !== is.definition ? `it is ${is.definition}, and was ${was.definition}` : undefined,
    ) ??
    whenAdded(change, ['constraint'], (is) => {
      const was = is.type === 'foreign key' ? sameReference(is, change.old) : undefined;
      return was && was.definition !== is.definition && !isThere(change.new, `constraint ${was.name}`)
        ? `it is ${is.definition}, and was ${was.definition}`
        : undefined;
    }),
});
