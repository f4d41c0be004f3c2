import { whenAdded, whenChanged } from '../judging/facet.ts';
import { refusesOldCode } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const checkAdded = defineStorageRule({
  id: 'storage/check-added',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  stops: ({ is }) => is?.kind === 'constraint' && is.validated,
  route: 'schema-left',
  mirror: 'storage/check-dropped',
  why: 'The previous release may still write rows that the check refuses; and unless it is NOT VALID, rows that are there already stop the migration.',
  fix: 'Let the code keep to it for a release first; then add the check.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL); ALTER TABLE orders ADD CONSTRAINT given CHECK (code IS NOT NULL) NOT VALID',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT larger CHECK (total > -5)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer CHECK (total > 0))',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, note text, state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'paid')))",
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint'], (is) =>
      is.type === 'check' && is.enforced && refusesOldCode(is, change) ? `it refuses rows: ${is.definition}` : undefined,
    ) ??
    whenChanged(change, ['constraint'], 'enforced', (_, is) =>
      is.type === 'check' && is.enforced ? `it is enforced: ${is.definition}` : undefined,
    ),
});
