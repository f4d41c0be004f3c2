import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const compositeChanged = defineStorageRule({
  id: 'storage/composite-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/composite-changed',
  why: 'A value of the type has other parts: what the previous release writes as a whole is refused, and what it takes apart is not what it knows.',
  fix: 'Make a second type and let N use that.',
  examples: {
    breaks: [
      { old: 'CREATE TYPE pair AS (a integer, b integer)', new: 'CREATE TYPE pair AS (a integer)' },
      { old: 'CREATE TYPE pair AS (a integer, b integer)', new: 'CREATE TYPE pair AS (a integer, b text)' },
    ],
    holds: [{ old: 'CREATE TYPE pair AS (a integer, b integer)', new: 'CREATE TYPE pair AS (a integer, b integer)' }],
  },
  check: (change) =>
    whenChanged(
      change,
      ['composite'],
      'attributes',
      (was, is) => `its parts are ${is.attributes.join(', ')}, and were ${was.attributes.join(', ')}`,
    ),
});
