import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const rewriteRuleDropped = defineStorageRule({
  id: 'storage/rewrite-rule-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/rewrite-rule-added',
  why: 'The previous release relies on its statements being made into others.',
  fix: 'Let every release say what it means first; drop the rule one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE RULE quiet AS ON DELETE TO orders DO INSTEAD NOTHING',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
  },
  check: (change) => whenRemoved(change, ['rule'], () => 'it is gone'),
});
