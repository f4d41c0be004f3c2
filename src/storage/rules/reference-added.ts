import { whenAdded } from '../judging/facet.ts';
import { areNew, tableIn } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const referenceAdded = defineStorageRule({
  id: 'storage/reference-added',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  route: 'schema-left',
  mirror: ['storage/column-dropped', 'storage/table-dropped'],
  why: 'A row that N refers to cannot be deleted any more by the previous release, which knows nothing of what refers to it; or more goes with it than N-1 knows.',
  fix: 'Refer with ON DELETE CASCADE or SET NULL, as it is meant, or delete in N-1 only what nobody refers to.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text, customer bigint REFERENCES customers)',
      },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); ',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE notes (id bigint PRIMARY KEY, customer bigint REFERENCES customers)',
      },
    ],
    holds: [
      { old: 'SELECT 1', new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE notes (customer bigint REFERENCES customers)' },
      {
        old: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, note text, customer bigint)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint'], (is) =>
      is.type === 'foreign key' &&
      is.enforced &&
      areNew(change.old, is.table, is.columns) &&
      is.references !== undefined &&
      tableIn(change.old, is.references.table)
        ? `rows of ${is.references.table} may be referred to by ${is.columns.join(', ')}`
        : undefined,
    ),
});
