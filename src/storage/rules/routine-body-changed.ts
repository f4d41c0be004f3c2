import { losesRights } from '../judging/caller-rights.ts';
import { checksMore } from '../judging/check-functions.ts';
import { whenChanged } from '../judging/facet.ts';
import { refusesMore } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const routineBodyChanged = defineStorageRule({
  id: 'storage/routine-body-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: [
    'storage/routine-body-changed',
    'storage/trigger-function-stricter',
    'storage/check-function-changed',
    'storage/routine-runs-as-caller',
  ],
  why: 'The previous release calls it by the same name and gets something else, unless it was only made faster, or mended.',
  fix: 'Where it does something else, make a second one and let N call that.',
  examples: {
    breaks: [
      {
        old: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
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
    whenChanged(change, ['function', 'procedure', 'aggregate'], 'definition', (was, is) =>
      refusesMore(was, is, change) || checksMore(was, is, change) || losesRights(was, is, change).length > 0
        ? undefined
        : 'it does something else',
    ),
});
