import { whenAdded } from '../judging/facet.ts';
import { tableIn, viewIn } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const viewAdded = defineStorageRule({
  id: 'storage/view-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/view-dropped',
  why: 'N reads the view before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        migrate: 'after',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['view', 'materialized view'], (is) =>
      tableIn(change.old, is.name) || viewIn(change.old, is.name) || is.populated === false ? undefined : 'it is new',
    ),
});
