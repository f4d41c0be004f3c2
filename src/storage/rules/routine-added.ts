import { whenAdded } from '../judging/facet.ts';
import { isSuccessor } from '../judging/routines.ts';
import { defineStorageRule } from '../rule.ts';

export const routineAdded = defineStorageRule({
  id: 'storage/routine-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/routine-dropped',
  why: 'N calls it before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'", migrate: 'after' }],
    holds: [{ old: 'SELECT 1', new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'" }],
  },
  check: (change) =>
    whenAdded(change, ['function', 'procedure', 'aggregate'], (is) =>
      is.returns === 'trigger' || is.returns === 'event_trigger' || isSuccessor(is, change) ? undefined : 'it is new',
    ),
});
