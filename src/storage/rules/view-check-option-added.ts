import { whenChanged } from '../judging/facet.ts';
import { checkOptionOf } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewCheckOptionAdded = defineStorageRule({
  id: 'storage/view-check-option-added',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/view-check-option-dropped',
  why: 'What the previous release writes through the view is refused where the view would not show it.',
  fix: 'Make a second view with the check and let N write through that.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH CASCADED CHECK OPTION',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['view'], 'options', (was, is) =>
      checkOptionOf(is) > checkOptionOf(was)
        ? `its options are ${is.options?.join(', ') ?? 'none'}, and were ${was.options?.join(', ') ?? 'none'}`
        : undefined,
    ),
});
