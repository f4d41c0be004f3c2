import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const tableBecameUnlogged = defineStorageRule({
  id: 'storage/table-became-unlogged',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'A table that is logged from now on only gains: nobody relies on losing its rows.',
  why: 'After a crash, and on every replica, the table is empty: what the previous release writes is acknowledged and may be lost.',
  fix: 'Keep the table logged, or move what may be lost into another one.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE UNLOGGED TABLE orders (id bigint PRIMARY KEY, note text)',
      },
    ],
    holds: [
      {
        old: 'CREATE UNLOGGED TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['table', 'foreign table'], 'persistence', (_, is) =>
      is.persistence === 'unlogged' ? 'it is not logged any more' : undefined,
    ),
});
