import { whenChanged } from '../judging/facet.ts';
import { compareTypesOf } from '../judging/types.ts';
import { defineStorageRule } from '../rule.ts';

export const columnTypeNarrowed = defineStorageRule({
  id: 'storage/column-type-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/column-type-widened',
  why: 'The previous release still writes values that the narrower type refuses, and rows that hold such a value stop the migration.',
  fix: 'Let the code keep to the narrower range for a release first; then narrow the type.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20))',
      },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n bigint)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n numeric(10,2))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n numeric(8,2))',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20))',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz(0))',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50))',
      },
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text)' },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, n integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, n numeric(12,2))',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'type', (was, is) =>
      compareTypesOf(was, is, change) === 'narrower' ? `its type is ${is.type}, and was ${was.type}` : undefined,
    ),
});
