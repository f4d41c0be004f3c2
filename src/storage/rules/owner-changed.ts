import { defineStorageRule } from '../rule.ts';

export const ownerChanged = defineStorageRule({
  id: 'storage/owner-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/owner-changed',
  why: 'Where the previous release comes as the owner, it may do nothing any more that is not granted, and migrations of its start-up fail.',
  fix: 'Grant what the code needs, and keep the owner.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; ALTER TABLE orders OWNER TO app',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
  },
  check: ({ turn, was, is, fields }) =>
    turn === 'changed' && fields[0]?.field === 'owner'
      ? `it belongs to ${is?.owner ?? 'the owner of the database'}, and did to ${was?.owner ?? 'the owner of the database'}`
      : undefined,
});
