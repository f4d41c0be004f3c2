import { whenAdded } from '../judging/facet.ts';
import { isDemanded } from '../judging/beside.ts';
import { defineStorageRule } from '../rule.ts';

export const columnAdded = defineStorageRule({
  id: 'storage/column-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/column-dropped',
  why: 'N uses the column before the migration has made it, so its statements fail until then. To the previous release it is nothing.',
  fix: 'Run the migration before the code, or let the code do without the column until it is there.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer)',
        migrate: 'after',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL DEFAULT 0)',
        migrate: 'background',
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
    ],
  },
  check: (change) => whenAdded(change, ['column'], (is) => (isDemanded(is) ? undefined : 'it is new')),
});
