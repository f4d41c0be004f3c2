import { rightsText } from '../judging/grants.ts';
import { defineStorageRule } from '../rule.ts';

export const grantAdded = defineStorageRule({
  id: 'storage/grant-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: ['storage/grant-revoked', 'storage/database-right-revoked'],
  why: 'N rests on the right before the migration has given it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app',
        migrate: 'after',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE ROLE app; GRANT SELECT ON orders TO app',
      },
    ],
  },
  check: (change) => rightsText(change, 'come'),
});
