import { whenRemoved, whenChanged } from '../judging/facet.ts';
import { isKept } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const checkDropped = defineStorageRule({
  id: 'storage/check-dropped',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/check-added',
  why: 'N may store values that the check kept out, and that the previous release has never seen.',
  fix: 'Store such values one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT given CHECK (total IS NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ALTER total SET NOT NULL',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['constraint'], (was) =>
      was.type === 'check' && was.enforced && !isKept(was, change.new)
        ? `it lets all rows through, and demanded ${was.definition}`
        : undefined,
    ) ??
    whenChanged(change, ['constraint'], 'enforced', (was) =>
      was.type === 'check' && was.enforced ? 'it is not enforced any more' : undefined,
    ),
});
