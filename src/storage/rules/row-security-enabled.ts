import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const rowSecurityEnabled = defineStorageRule({
  id: 'storage/row-security-enabled',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/row-security-disabled',
  why: 'The previous release no longer sees the rows, or is refused, that no policy gives it: it does not set what the policies ask for.',
  fix: 'Let every release set what the policies ask for first, with a policy that lets all through; tighten it one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE POLICY mine ON orders USING (id > 0)',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['table', 'foreign table'], 'rowSecurity', (was, is) =>
      is.rowSecurity === 'forced' || was.rowSecurity === undefined ? `row security is ${is.rowSecurity ?? 'off'}` : undefined,
    ),
});
