import { whenRemoved } from '../judging/facet.ts';
import { successorOf } from '../judging/routines.ts';
import { defineStorageRule } from '../rule.ts';

export const routineDropped = defineStorageRule({
  id: 'storage/routine-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/routine-added',
  why: 'The previous release still calls it, so its statements fail.',
  fix: 'Stop calling it in this release; drop it one release later.',
  examples: {
    breaks: [{ old: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'", new: 'SELECT 1' }],
    holds: [
      { old: 'SELECT 1', new: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; ',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['function', 'procedure', 'aggregate'], (was) =>
      was.returns === 'trigger' || was.returns === 'event_trigger' || successorOf(was, change) ? undefined : 'it is gone',
    ),
});
