import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const enumValueRenamed = defineStorageRule({
  id: 'storage/enum-value-renamed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/enum-value-renamed',
  why: 'Either release knows the value by one name alone: what the other writes or asks for is refused, and what it reads it has never seen.',
  fix: 'Add a value of the new name and write that; remove the old one a release after the last that knows only that.',
  examples: {
    breaks: [{ old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'settled')" }],
    holds: [{ old: "CREATE TYPE state AS ENUM ('new', 'paid')", new: "CREATE TYPE state AS ENUM ('new', 'paid')" }],
  },
  check: (change) =>
    whenChanged(change, ['enum'], 'label', () => `${String(change.fields[0]?.was)} is called ${String(change.fields[0]?.is)}`),
});
