import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const routineResultChanged = defineStorageRule({
  id: 'storage/routine-result-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/routine-result-changed',
  why: 'The previous release gets values of another type than it knows.',
  fix: 'Make a second function of another name; drop the first one release later.',
  examples: {
    breaks: [
      {
        old: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION one() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
      },
    ],
    holds: [
      {
        old: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      },
    ],
  },
  check: (change) =>
    whenChanged(
      change,
      ['function', 'procedure', 'aggregate'],
      'returns',
      (was, is) => `it returns ${is.returns ?? 'nothing'}, and did ${was.returns ?? 'nothing'}`,
    ),
});
