import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const publicationChanged = defineStorageRule({
  id: 'storage/publication-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/publication-changed',
  why: 'Replicas, and readers of the change log, get other tables, columns or kinds of changes, whichever release writes.',
  fix: 'Add a second publication, move its readers, and drop the first one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE TABLE notes (id bigint PRIMARY KEY); CREATE PUBLICATION p FOR TABLE orders, notes',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE TABLE notes (id bigint PRIMARY KEY); CREATE PUBLICATION p FOR TABLE orders',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE PUBLICATION p FOR TABLE orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE PUBLICATION p FOR TABLE orders',
      },
    ],
  },
  check: (change) => whenChanged(change, ['publication'], 'definition', (was, is) => `it is ${is.definition}, and was ${was.definition}`),
});
