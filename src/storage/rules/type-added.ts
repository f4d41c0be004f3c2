import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const typeAdded = defineStorageRule({
  id: 'storage/type-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/type-dropped',
  why: 'N names the type before the migration has made it, so its statements fail until then. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: "CREATE TYPE state AS ENUM ('new')", migrate: 'after' }],
    holds: [{ old: 'SELECT 1', new: "CREATE TYPE state AS ENUM ('new')" }],
  },
  check: (change) => whenAdded(change, ['enum', 'domain', 'composite', 'range', 'type'], () => 'it is new'),
});
