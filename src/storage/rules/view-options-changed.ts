import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const viewOptionsChanged = defineStorageRule({
  id: 'storage/view-options-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/view-options-changed',
  why: 'Whose rights count, or which writes through the view are refused, is something else than the previous release relies on.',
  fix: 'Make a second view and let N use that.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders WITH (security_invoker = true) AS SELECT id FROM orders',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id FROM orders',
      },
    ],
  },
  check: (change) =>
    whenChanged(
      change,
      ['view', 'materialized view'],
      'options',
      (was, is) => `its options are ${is.options?.join(', ') ?? 'none'}, and were ${was.options?.join(', ') ?? 'none'}`,
    ),
});
