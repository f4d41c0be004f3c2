import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const inheritanceChanged = defineStorageRule({
  id: 'storage/inheritance-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/inheritance-changed',
  why: 'Who reads the parent finds other rows than before.',
  fix: 'Change what inherits in a release of its own, once no release reads the parent.',
  examples: {
    breaks: [
      { old: 'CREATE TABLE a (id bigint); CREATE TABLE b () INHERITS (a)', new: 'CREATE TABLE a (id bigint); CREATE TABLE b (id bigint)' },
    ],
    holds: [{ old: 'CREATE TABLE a (id bigint)', new: 'CREATE TABLE a (id bigint); CREATE TABLE b () INHERITS (a)' }],
  },
  check: (change) =>
    whenChanged(
      change,
      ['table', 'foreign table'],
      'inherits',
      (was, is) => `it inherits ${is.inherits?.join(', ') ?? 'nothing'}, and did ${was.inherits?.join(', ') ?? 'nothing'}`,
    ),
});
