import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const objectDropped = defineStorageRule({
  id: 'storage/object-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/object-added',
  why: 'Statements of the previous release that rest on it fail.',
  fix: 'Keep it in this release; drop it one release after the last that rests on it.',
  examples: {
    breaks: [
      { old: "CREATE COLLATION plain (locale = 'C')", new: 'SELECT 1' },
      {
        old: "CREATE FUNCTION longer(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > $2'; CREATE OPERATOR >># (LEFTARG = text, RIGHTARG = integer, FUNCTION = longer)",
        new: "CREATE FUNCTION longer(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > $2'",
      },
    ],
    holds: [
      { old: 'CREATE TABLE a (b integer, c integer); CREATE STATISTICS s ON b, c FROM a', new: 'CREATE TABLE a (b integer, c integer)' },
    ],
  },
  check: (change) => whenRemoved(change, ['collation', 'conversion', 'cast', 'operator', 'foreign server'], () => 'it is gone'),
});
