import { whenChanged } from '../judging/facet.ts';
import { checkOptionOf } from '../judging/views.ts';
import { defineStorageRule } from '../rule.ts';

export const viewCheckOptionDropped = defineStorageRule({
  id: 'storage/view-check-option-dropped',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'storage/view-check-option-added',
  why: 'N may store through the view what it kept out, and what the previous release has never seen.',
  fix: 'Store such rows one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0 WITH LOCAL CHECK OPTION',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['view'], 'options', (was, is) =>
      checkOptionOf(was) > checkOptionOf(is)
        ? `its options are ${is.options?.join(', ') ?? 'none'}, and were ${was.options?.join(', ') ?? 'none'}`
        : undefined,
    ),
});
