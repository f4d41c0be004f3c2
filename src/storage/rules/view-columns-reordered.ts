import { whenChanged } from '../judging/facet.ts';
import { viewTurn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewColumnsReordered = defineStorageRule({
  id: 'storage/view-columns-reordered',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/view-columns-reordered',
  why: 'Whoever reads the view by position reads other columns.',
  fix: 'Leave the columns in their order, or make sure that every statement names its columns.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT total, id FROM orders',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total, code FROM orders',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['view', 'materialized view'], 'columns', (was, is) => {
      const turn = viewTurn(was, is);
      return turn.gone.length + turn.retyped.length === 0 && turn.isReordered
        ? `its columns are in another order: ${is.columns.join(', ')}`
        : undefined;
    }),
});
