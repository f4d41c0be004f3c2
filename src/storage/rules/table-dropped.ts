import { whenRemoved } from '../judging/facet.ts';
import { standIn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const tableDropped = defineStorageRule({
  id: 'storage/table-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: ['storage/table-added', 'storage/reference-added'],
  why: 'The previous release still reads or writes this table, so its statements fail as long as it serves, and again once it is back; the rows are gone by every way back.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE TABLE notes (id bigint PRIMARY KEY, orders bigint REFERENCES orders)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
      },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE TABLE notes (id bigint)',
      },
      { old: 'CREATE VIEW orders AS SELECT 1 AS a', new: 'SELECT 1' },
    ],
  },
  check: (change) => whenRemoved(change, ['table', 'foreign table'], (was) => (standIn(was, change) ? undefined : 'it is gone')),
});
