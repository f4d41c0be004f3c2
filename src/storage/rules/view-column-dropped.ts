import { whenChanged } from '../judging/facet.ts';
import { viewTurn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewColumnDropped = defineStorageRule({
  id: 'storage/view-column-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/view-column-added',
  why: 'The previous release still reads this column of the view, so its statements fail.',
  fix: 'Stop using it in this release; leave it out one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
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
      return turn.gone.length > 0 ? `it has no ${turn.gone.join(', ')} any more` : undefined;
    }),
});
