import { whenAdded, whenRemoved } from '../judging/facet.ts';
import { isRestrictive, isPoliced } from '../judging/policies.ts';
import { defineStorageRule } from '../rule.ts';

export const policyNarrowed = defineStorageRule({
  id: 'storage/policy-narrowed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/policy-widened',
  why: 'The previous release no longer sees rows, or is refused when it writes them.',
  fix: 'Let every release do without them first; narrow the policies one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0); CREATE POLICY less ON orders AS RESTRICTIVE USING (id < 9)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE POLICY mine ON orders USING (id > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['policy'], (was) =>
      isPoliced(was.table, change) && !isRestrictive(was) ? 'it is gone, and what it let through' : undefined,
    ) ??
    whenAdded(change, ['policy'], (is) =>
      isPoliced(is.table, change) && isRestrictive(is) ? `it is demanded besides: ${is.definition}` : undefined,
    ),
});
