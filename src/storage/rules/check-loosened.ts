import { whenChanged } from '../judging/facet.ts';
import { checkTurn } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const checkLoosened = defineStorageRule({
  id: 'storage/check-loosened',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/check-tightened',
  why: 'N may store values that the check kept out, and that the previous release has never seen.',
  fix: 'Store such values one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b'))",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b', 'c'))",
      },
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code = 'a')",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'c'))",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total < 10)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT bounded CHECK (total < 20)',
      },
    ],
    holds: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('a', 'b'))",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT known CHECK (code IN ('b'))",
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['constraint'], 'definition', (was, is) =>
      is.type === 'check' && checkTurn(was, is) === 'loosened' ? `it demands ${is.definition}, and did ${was.definition}` : undefined,
    ),
});
