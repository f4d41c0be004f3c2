import { whenRemoved } from '../judging/facet.ts';
import { tableIn, viewIn } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const viewDropped = defineStorageRule({
  id: 'storage/view-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/view-added',
  why: 'The previous release still reads this view, so its statements fail.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
      { old: 'CREATE MATERIALIZED VIEW sums AS SELECT 1 AS a', new: 'SELECT 1' },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['view', 'materialized view'], (was) =>
      tableIn(change.new, was.name) ? undefined : viewIn(change.new, was.name) ? 'it is a view of another kind' : 'it is gone',
    ),
});
