import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnCollationChanged = defineStorageRule({
  id: 'storage/column-collation-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-collation-changed',
  why: 'Texts come in another order, compare as equal that did not or the other way round, and an index or a page that one release began is gone on with in another order by the other.',
  fix: 'Add a column, or an index, with the other collation, and let N use that.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text COLLATE "C")',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text COLLATE "POSIX")',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text COLLATE "C")',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text COLLATE "C")',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, name text COLLATE "C")',
      },
    ],
  },
  check: (change) =>
    whenChanged(
      change,
      ['column'],
      'collation',
      (was, is) => `its collation is ${is.collation ?? 'the database’s'}, and was ${was.collation ?? 'the database’s'}`,
    ),
});
