import { whenRemoved } from '../judging/facet.ts';
import { isDemanded } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const columnDropped = defineStorageRule({
  id: 'storage/column-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: ({ was }) => (was?.kind === 'column' && isDemanded(was) ? 'breaks-if-used' : undefined),
  mirror: ['storage/column-added', 'storage/required-column-added', 'storage/reference-added'],
  why: 'The previous release still reads or writes this column, so its statements fail as long as it serves, and again once it is back; what the column held is gone by every way back.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
      },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer)',
      },
    ],
  },
  check: (change) => whenRemoved(change, ['column'], () => 'it is gone'),
});
