import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const publicationDropped = defineStorageRule({
  id: 'storage/publication-dropped',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'A publication that is added serves whoever reads it.',
  why: 'Replicas, and readers of the change log, get nothing any more, whichever release writes.',
  fix: 'Move its readers first; drop it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE PUBLICATION everything FOR TABLE orders',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE PUBLICATION everything FOR TABLE orders',
      },
    ],
  },
  check: (change) => whenRemoved(change, ['publication'], () => 'it is gone'),
});
