import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const constraintValidated = defineStorageRule({
  id: 'storage/constraint-validated',
  severity: 'note',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  noMirror: 'A constraint that is added anew as NOT VALID demands no more than it did.',
  why: 'Rows from before the constraint stop the migration where they do not meet it.',
  fix: 'Look for such rows, and clear them up, before the migration does.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'validated', (_, is) => (is.validated ? `every row must meet it: ${is.definition}` : undefined)),
});
