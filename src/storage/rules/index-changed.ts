import type { IndexObject } from '../catalog.ts';
import { whenChanged } from '../judging/facet.ts';
import { indexesOf } from '../judging/beside.ts';
import { servesFor } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const indexChanged = defineStorageRule({
  id: 'storage/index-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/index-changed',
  why: 'Statements of the previous release that rested on it as it was may read the whole table: they may be too slow to go back to.',
  fix: 'Add another index; drop this one a release after the last that rests on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (total)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code) WHERE total > 0',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code) WHERE total > 9',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders USING hash (code)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by ON orders (code, total)',
      },
    ],
  },
  check: (change) => {
    const tell = (was: IndexObject, is: IndexObject): string | undefined =>
      was.unique || is.unique || servesFor(is, was) || indexesOf(change.new, was.table).some((other) => servesFor(other, was))
        ? undefined
        : `it is on ${is.keys.join(', ')}, and was on ${was.keys.join(', ')}`;
    return (['keys', 'predicate', 'method'] as const)
      .map((field) => whenChanged(change, ['index'], field, tell))
      .find((told) => told !== undefined);
  },
});
