import { whenRenamed } from '../judging/facet.ts';
import { standIn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const tableRenamed = defineStorageRule({
  id: 'storage/table-renamed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/table-renamed',
  why: 'Either release knows the table by one name alone: the statements of the other fail.',
  fix: 'Leave a view by the old name behind, or keep the name.',
  examples: {
    breaks: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE purchases (id bigint PRIMARY KEY, note text)' },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE purchases (id bigint PRIMARY KEY, note text); CREATE VIEW orders AS SELECT id, note FROM purchases',
      },
    ],
  },
  check: (change) =>
    whenRenamed(change, ['table', 'foreign table'], (was) => (standIn(was, change) ? undefined : `it was called ${was.name}`)),
});
