import { whenChanged } from '../judging/facet.ts';
import { checkTurn } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const checkChanged = defineStorageRule({
  id: 'storage/check-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  stops: ({ is }) => is?.kind === 'constraint' && is.validated,
  mirror: 'storage/check-changed',
  why: 'The check demands something else: the previous release may still write rows that it refuses, and N may store values that it kept out.',
  fix: 'Add a check that lets both through, and tighten it once no release is left that writes what it will refuse.',
  examples: {
    breaks: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b'))",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'c'))",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total < 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total > 0 OR code IS NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total > 1 OR code IS NULL)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK ((total > 0))',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'definition', (was, is) =>
      is.type === 'check' && checkTurn(was, is) === 'changed' ? `it demands ${is.definition}, and did ${was.definition}` : undefined,
    ),
});
