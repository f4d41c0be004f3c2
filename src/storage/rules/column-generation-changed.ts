import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const columnGenerationChanged = defineStorageRule({
  id: 'storage/column-generation-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-generation-changed',
  why: 'The column holds other values than the previous release has worked with.',
  fix: 'Add a generated column of another name; drop this one a release after the last that reads it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 2) STORED)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 3) STORED)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS (net * 2) STORED)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, net integer, total integer GENERATED ALWAYS AS ((net * 2)) STORED)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['column'], 'generated', (was, is) =>
      was.generated && is.generated && was.generated.as !== is.generated.as
        ? `it is worked out as ${is.generated.as}, and was as ${was.generated.as}`
        : undefined,
    ),
});
