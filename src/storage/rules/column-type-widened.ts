import { whenChanged } from '../judging/facet.ts';
import { compareTypesOf } from '../judging/types.ts';
import { defineStorageRule } from '../rule.ts';

export const columnTypeWidened = defineStorageRule({
  id: 'storage/column-type-widened',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-type-narrowed',
  why: 'The database goes on taking what the previous release writes; but N may store a longer or larger value, which the code of N-1 has never seen: it may cut it off, overflow, or get it from its driver in another form (a bigint as text).',
  fix: 'Store such values one release after the code that can read them.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50))',
      },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n bigint)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20)[])',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text[])',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n numeric(10,2))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n numeric)',
      },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text)' },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n bigint)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)' },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'type', (was, is) =>
      compareTypesOf(was, is, change) === 'wider' ? `its type is ${is.type}, and was ${was.type}` : undefined,
    ),
});
