import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const typeDropped = defineStorageRule({
  id: 'storage/type-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/type-added',
  why: 'A statement of the previous release that names the type, or a driver that looks it up, fails.',
  fix: 'Keep the type in this release; drop it one release after the last that names it.',
  examples: {
    breaks: [
      { old: "CREATE TYPE state AS ENUM ('new')", new: 'SELECT 1' },
      { old: 'CREATE DOMAIN code AS text', new: 'SELECT 1' },
      { old: 'CREATE TYPE pair AS (a integer, b integer)', new: 'SELECT 1' },
      { old: 'CREATE TYPE span AS RANGE (subtype = integer)', new: 'SELECT 1' },
    ],
    holds: [{ old: "CREATE TYPE state AS ENUM ('new')", new: "CREATE TYPE state AS ENUM ('new')" }],
  },
  check: (change) => whenRemoved(change, ['enum', 'domain', 'composite', 'range', 'type'], () => 'it is gone'),
});
