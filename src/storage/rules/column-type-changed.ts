import { whenChanged } from '../judging/facet.ts';
import { compareTypesOf } from '../judging/types.ts';
import { defineStorageRule } from '../rule.ts';

export const columnTypeChanged = defineStorageRule({
  id: 'storage/column-type-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-type-changed',
  why: 'Values of the one type are not values of the other: a comparison, a parameter or a value of the previous release is refused, or it reads back something else than it wrote.',
  fix: 'Add a column of the new type and write both; drop the old one a release after the last that uses it.',
  examples: {
    breaks: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n text)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamp)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz)',
      },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, data json)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, data jsonb)' },
      {
        old: "CREATE TYPE state AS ENUM ('new', 'paid'); CREATE TABLE orders (id bigint PRIMARY KEY, state state)",
        new: "CREATE TYPE state AS ENUM ('new', 'paid'); CREATE TABLE orders (id bigint PRIMARY KEY, state text)",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code char(5))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(5))',
      },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text[])' },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text)' },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n bigint)' },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'type', (was, is) =>
      compareTypesOf(was, is, change) === 'other' ? `its type is ${is.type}, and was ${was.type}` : undefined,
    ),
});
