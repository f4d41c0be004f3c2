import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnNotNullDropped = defineStorageRule({
  id: 'storage/column-not-null-dropped',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-not-null-set',
  why: 'N may store NULL, which the previous release has never read there.',
  fix: 'Store NULL one release after the code that can read it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
      },
    ],
  },
  check: (change) => whenChanged(change, ['column'], 'notNull', (was) => (was.notNull ? 'it may be NULL' : undefined)),
});
