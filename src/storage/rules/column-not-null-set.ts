import type { ConstraintObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { whenChanged } from '../judging/facet.ts';
import { implies } from '../judging/checks.ts';
import { constraintsOf } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

/** Is it a check that keeps NULL out of the column? */
const isGuard = ({ type, enforced, definition }: ConstraintObject, { is }: Change): boolean =>
  type === 'check' && enforced && is?.kind === 'column' && implies(definition, `CHECK (${is.column} IS NOT NULL)`);

const guardsOf = (change: Change): readonly ConstraintObject[] =>
  change.is?.kind === 'column' ? constraintsOf(change.old, change.is.table).filter((one) => isGuard(one, change)) : [];

export const columnNotNullSet = defineStorageRule({
  id: 'storage/column-not-null-set',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  stops: ({ is, new: next }) =>
    is?.kind === 'column' &&
    !constraintsOf(next, is.table).some(({ type, validated, columns }) => type === 'not null' && !validated && columns.includes(is.column)),
  route: 'schema-left',
  mirror: 'storage/column-not-null-dropped',
  why: 'The previous release may still write NULL and is refused, and rows that hold NULL stop the migration.',
  fix: 'Let every release write a value first, and fill the rows; set NOT NULL one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, CHECK (total IS NOT NULL))',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'notNull', (_, is) =>
      is.notNull && guardsOf(change).length === 0 ? 'it must not be NULL any more' : undefined,
    ),
});
