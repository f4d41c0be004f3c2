import { whenAdded, whenRemoved } from '../judging/facet.ts';
import { isRestrictive, isPoliced } from '../judging/policies.ts';
import { defineStorageRule } from '../rule.ts';

export const policyWidened = defineStorageRule({
  id: 'storage/policy-widened',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  route: 'schema-left',
  mirror: 'storage/policy-narrowed',
  why: 'The previous release may see rows that the policies kept from it.',
  fix: 'Let every release choose its rows itself first; widen the policies one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY less ON orders AS RESTRICTIVE USING (id < 9)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE POLICY mine ON orders USING (id > 0)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['policy'], (is) =>
      isPoliced(is.table, change) && !isRestrictive(is) ? `it lets through: ${is.definition}` : undefined,
    ) ??
    whenRemoved(change, ['policy'], (was) =>
      isPoliced(was.table, change) && isRestrictive(was) ? 'it is gone, and what it demanded' : undefined,
    ),
});
