import { whenRemoved } from '../judging/facet.ts';
import { successorOf, takesCallsOf } from '../judging/routines.ts';
import { defineStorageRule } from '../rule.ts';

export const routineSignatureChanged = defineStorageRule({
  id: 'storage/routine-signature-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/routine-signature-changed',
  why: 'A call of the previous release finds no function that takes what it gives.',
  fix: 'Add the new signature beside the old one; drop the old one a release after the last that calls it.',
  examples: {
    breaks: [
      {
        old: "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION twice(n text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      },
      {
        old: "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION twice(n integer, m integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      },
    ],
    holds: [
      {
        old: "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION twice(n text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      },
      {
        old: "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION twice(n integer, m integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['function', 'procedure', 'aggregate'], (was) => {
      const next = successorOf(was, change);
      return next && !takesCallsOf(next, was) ? `it is ${next.name}` : undefined;
    }),
});
