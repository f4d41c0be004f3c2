import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const definitionChanged = defineStorageRule({
  id: 'storage/definition-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/definition-changed',
  why: 'It means something else than the previous release relies on.',
  fix: 'Make a second one of another name and let N use that.',
  examples: {
    breaks: [{ old: 'CREATE TYPE span AS RANGE (subtype = integer)', new: 'CREATE TYPE span AS RANGE (subtype = bigint)' }],
    holds: [{ old: 'CREATE TYPE span AS RANGE (subtype = integer)', new: 'CREATE TYPE span AS RANGE (subtype = integer)' }],
  },
  check: (change) =>
    whenChanged(change, ['range'], 'subtype', (was, is) => `it is a range of ${is.subtype}, and was of ${was.subtype}`) ??
    whenChanged(
      change,
      ['range', 'type', 'collation', 'conversion', 'cast', 'operator', 'foreign server', 'event trigger'],
      'definition',
      (was, is) => `it is ${is.definition}, and was ${was.definition}`,
    ),
});
