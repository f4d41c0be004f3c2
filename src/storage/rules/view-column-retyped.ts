import { whenChanged } from '../judging/facet.ts';
import { viewTurn } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewColumnRetyped = defineStorageRule({
  id: 'storage/view-column-retyped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/view-column-retyped',
  why: 'The previous release reads values of another type than it knows, and compares them with parameters of the old one.',
  fix: 'Give the view a column of another name; leave the old one out one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total::text AS total FROM orders',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['view', 'materialized view'], 'columns', (was, is) => {
      const turn = viewTurn(was, is);
      return turn.gone.length === 0 && turn.retyped.length > 0 ? `other types: ${turn.retyped.join(', ')}` : undefined;
    }),
});
