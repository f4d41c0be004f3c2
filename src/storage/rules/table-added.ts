import { whenAdded } from '../judging/facet.ts';
import { viewIn } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const tableAdded = defineStorageRule({
  id: 'storage/table-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: ({ is }) => (is?.kind === 'table' && is.partitionOf ? undefined : 'breaks-if-used'),
  mirror: 'storage/table-dropped',
  why: 'N uses the table before the migration has made it, so its statements fail until then. To the previous release it is nothing.',
  fix: 'Run the migration before the code, or let the code do without the table until it is there.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE TABLE notes (id bigint PRIMARY KEY, what text NOT NULL)',
        migrate: 'after',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE TABLE notes (id bigint PRIMARY KEY, what text NOT NULL)',
      },
    ],
  },
  check: (change) => whenAdded(change, ['table', 'foreign table'], (is) => (viewIn(change.old, is.name) ? undefined : 'it is new')),
});
