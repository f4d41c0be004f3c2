import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const objectAdded = defineStorageRule({
  id: 'storage/object-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/object-dropped',
  why: 'N rests on it before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: "CREATE COLLATION plain (locale = 'C')", migrate: 'after' }],
    holds: [{ old: 'SELECT 1', new: "CREATE COLLATION plain (locale = 'C')" }],
  },
  check: (change) => whenAdded(change, ['collation', 'conversion', 'cast', 'operator', 'foreign server'], () => 'it is new'),
});
