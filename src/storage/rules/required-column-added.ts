import { whenAdded } from '../judging/facet.ts';
import { isDemanded } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const requiredColumnAdded = defineStorageRule({
  id: 'storage/required-column-added',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  stopsAtAnyRow: true,
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/column-dropped',
  why: 'An insert of the previous release leaves the column out and is refused, for it must not be NULL and has no default; and where the table has rows the migration itself fails.',
  fix: 'Add it nullable or with a default; set NOT NULL, or drop the default, once no release is left that leaves it out.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL DEFAULT 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL GENERATED ALWAYS AS IDENTITY)',
      },
      { old: 'SELECT 1', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL)' },
    ],
  },
  check: (change) =>
    whenAdded(change, ['column'], (is) => (isDemanded(is) ? 'it is new, must not be NULL, and has no default' : undefined)),
});
