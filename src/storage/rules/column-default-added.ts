import { whenChanged } from '../judging/facet.ts';
import { fillsItself } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const columnDefaultAdded = defineStorageRule({
  id: 'storage/column-default-added',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: ({ is }) => (is?.kind === 'column' && is.notNull ? 'breaks-if-used' : undefined),
  route: 'schema-left',
  mirror: 'storage/column-default-dropped',
  why: 'Rows that the previous release inserts without this column hold NULL no longer, but a value that it may not have seen there.',
  fix: 'Make sure that N-1 reads such a value, or give it in the code of N alone.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer DEFAULT 0)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL DEFAULT 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer DEFAULT 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer DEFAULT 0)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'default', (was, is) =>
      was.default === undefined && is.default !== undefined && !fillsItself(was) && !was.notNull
        ? `its default is ${is.default}, and there was none`
        : undefined,
    ),
});
