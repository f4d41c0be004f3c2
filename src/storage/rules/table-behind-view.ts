import { whenRemoved, whenRenamed } from '../judging/facet.ts';
import { tableIn } from '../judging/beside.ts';
import { isFedFrom, standIn, wasBehind } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const tableBehindView = defineStorageRule({
  id: 'storage/table-behind-view',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: ['storage/table-behind-view', 'storage/view-became-table'],
  why: 'By the name of a table there is a view, or the other way round. Who reads finds the same as long as the columns do; a view that is no plain part of one table takes no writes.',
  fix: 'Keep the view as simple as can be (the columns of one table), and show with captured statements that the writes of N-1 go through.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE purchases (id bigint PRIMARY KEY, note text); CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE purchases (id bigint PRIMARY KEY, note text); CREATE VIEW orders AS SELECT id, note FROM purchases',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE VIEW all_orders AS SELECT id, note FROM orders',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['table', 'foreign table'], (was) => (standIn(was, change) ? 'a view has taken its place' : undefined)) ??
    whenRenamed(change, ['table', 'foreign table'], (was) =>
      standIn(was, change) ? `a view has taken its place by the name of ${was.name}` : undefined,
    ) ??
    whenRemoved(change, ['view', 'materialized view'], (was) =>
      tableIn(change.new, was.name) && (wasBehind(was, change) || (was.kind === 'view' && isFedFrom(was, change)))
        ? 'a table has taken its place'
        : undefined,
    ),
});
