import { whenRemoved } from '../judging/facet.ts';
import { indexesOf } from '../judging/beside.ts';
import { servesFor } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const indexDropped = defineStorageRule({
  id: 'storage/index-dropped',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'An index that is added serves whoever reads; what making it blocks is seen when the migration is run.',
  why: 'Statements of the previous release that rested on it read the whole table: they may be too slow to go back to.',
  fix: 'Keep the index; drop it one release after the last that rests on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_both ON orders (code, total)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['index'], (was) =>
      was.unique || !was.valid || was.constraint !== undefined || indexesOf(change.new, was.table).some((other) => servesFor(other, was))
        ? undefined
        : `who looks for ${was.keys.join(', ')} reads the whole table`,
    ),
});
