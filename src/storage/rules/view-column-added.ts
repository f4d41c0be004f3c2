import { whenChanged } from '../judging/facet.ts';
import { viewTurn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewColumnAdded = defineStorageRule({
  id: 'storage/view-column-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/view-column-dropped',
  why: 'N reads the column before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        migrate: 'after',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['view', 'materialized view'], 'columns', (was, is) => {
      const turn = viewTurn(was, is);
      return turn.gone.length + turn.retyped.length === 0 && turn.come.length > 0 && !turn.isReordered
        ? `it has ${turn.come.join(', ')}`
        : undefined;
    }),
});
