import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const schemaAdded = defineStorageRule({
  id: 'storage/schema-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/schema-dropped',
  why: 'N uses what lies in it before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: 'CREATE SCHEMA shop; CREATE TABLE shop.orders (id bigint PRIMARY KEY)', migrate: 'after' }],
    holds: [{ old: 'SELECT 1', new: 'CREATE SCHEMA shop' }],
  },
  check: (change) => whenAdded(change, ['schema'], () => 'it is new'),
});
