import { checksMore } from '../judging/check-functions.ts';
import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

const table = (body: string): string =>
  `CREATE FUNCTION is_known(n integer) RETURNS boolean LANGUAGE sql AS '${body}'; CREATE TABLE orders (id bigint PRIMARY KEY, total integer CHECK (is_known(total)))`;

export const checkFunctionChanged = defineStorageRule({
  id: 'storage/check-function-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: ['storage/check-function-changed', 'storage/routine-body-changed'],
  why: 'A check asks it: what the previous release writes may be refused, and rows that are there may not be written again.',
  fix: 'Make a second function that lets through what the previous release writes, and let checks ask that; be stricter one release later.',
  examples: {
    breaks: [
      { old: table('SELECT true'), new: table('SELECT n NOT BETWEEN 5000 AND 6000') },
      { old: table('SELECT n > 0'), new: table('SELECT $1 > 5') },
    ],
    holds: [
      { old: table('SELECT n > 5'), new: table('SELECT n > 0') },
      { old: table('SELECT n > 5'), new: table('SELECT n > 5 -- as it was\n') },
    ],
  },
  check: (change) =>
    whenChanged(change, ['function'], 'definition', (was, is) =>
      checksMore(was, is, change) ? 'checks ask it, and what it lets through is another thing' : undefined,
    ),
});
