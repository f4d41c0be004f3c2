import { whenAdded, whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const rewriteRuleAdded = defineStorageRule({
  id: 'storage/rewrite-rule-added',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/rewrite-rule-dropped',
  why: 'A statement of the previous release is made into another one: it may do nothing, or something else.',
  fix: 'Give N a view or a function of its own instead.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['rule'], (is) => `statements are made into others: ${is.definition}`) ??
    whenChanged(change, ['rule'], 'definition', (_, is) => `statements are made into others than before: ${is.definition}`),
});
