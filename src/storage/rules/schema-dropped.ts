import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const schemaDropped = defineStorageRule({
  id: 'storage/schema-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'storage/schema-added',
  why: 'The previous release still uses what lies in it; and that is gone by every way back.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [{ old: 'CREATE SCHEMA shop; CREATE TABLE shop.orders (id bigint PRIMARY KEY)', new: 'SELECT 1' }],
    holds: [{ old: 'CREATE SCHEMA shop', new: 'CREATE SCHEMA shop' }],
  },
  check: (change) => whenRemoved(change, ['schema'], () => 'it is gone, with all that lay in it'),
});
