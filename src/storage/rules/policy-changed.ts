import { whenChanged } from '../judging/facet.ts';
import { isPoliced } from '../judging/policies.ts';
import { defineStorageRule } from '../rule.ts';

export const policyChanged = defineStorageRule({
  id: 'storage/policy-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/policy-changed',
  why: 'The previous release sees other rows, or is refused when it writes some.',
  fix: 'Add a second policy and drop the first one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (id > 9)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE POLICY mine ON orders USING (id > 0)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE POLICY mine ON orders USING (id > 9)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['policy'], 'definition', (was, is) =>
      isPoliced(is.table, change) ? `it is ${is.definition}, and was ${was.definition}` : undefined,
    ),
});
