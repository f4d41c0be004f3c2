import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnBecameGenerated = defineStorageRule({
  id: 'storage/column-became-generated',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-no-longer-generated',
  why: 'The database works the column out by itself and refuses every value that the previous release gives; what was stored there is gone by every way back.',
  fix: 'Add a generated column of another name; drop this one a release after the last that writes it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 2) STORED)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 2) STORED)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'generated', (was, is) =>
      was.generated === undefined && is.generated !== undefined ? `it is worked out by the database: ${is.generated.as}` : undefined,
    ),
});
