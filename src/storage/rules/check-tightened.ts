import { whenChanged } from '../judging/facet.ts';
import { checkTurn } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const checkTightened = defineStorageRule({
  id: 'storage/check-tightened',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  stops: ({ is }) => is?.kind === 'constraint' && is.validated,
  route: 'schema-left',
  mirror: 'storage/check-loosened',
  why: 'The previous release may still write rows that the check refuses now; and unless it is NOT VALID, rows that are there already stop the migration.',
  fix: 'Let the code keep to it for a release first; then tighten the check.',
  examples: {
    breaks: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b', 'c'))",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b'))",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total >= 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total > 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total >= 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total >= 0 AND total <= 10)',
      },
    ],
    holds: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b'))",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('b', 'a'))",
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'definition', (was, is) =>
      is.type === 'check' && checkTurn(was, is) === 'tightened' ? `it demands ${is.definition}, and did ${was.definition}` : undefined,
    ),
});
