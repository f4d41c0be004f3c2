import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnNoLongerGenerated = defineStorageRule({
  id: 'storage/column-no-longer-generated',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-became-generated',
  why: 'The previous release relies on the database to work the column out, and leaves it NULL, or old, from now on; where the code comes first, N gives it a value and is refused.',
  fix: 'Add a plain column of another name for N; drop the generated one a release after the last that reads it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 2) STORED)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'generated', (was, is) =>
      was.generated !== undefined && is.generated === undefined
        ? `it is not worked out by the database any more: ${was.generated.as}`
        : undefined,
    ),
});
