import { whenRenamed } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnRenamed = defineStorageRule({
  id: 'storage/column-renamed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/column-renamed',
  why: 'Either release knows the column by one name alone: the statements of the other fail.',
  fix: 'Add a column of the new name and write both; drop the old one a release after the last that uses it.',
  examples: {
    breaks: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, remark text)' },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' },
    ],
  },
  check: (change) => whenRenamed(change, ['column'], (was) => `it was called ${was.column}`),
});
