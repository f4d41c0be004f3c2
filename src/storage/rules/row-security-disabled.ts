import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const rowSecurityDisabled = defineStorageRule({
  id: 'storage/row-security-disabled',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/row-security-enabled',
  why: 'The previous release relies on the policies and now sees, or changes, rows that are not meant for it.',
  fix: 'Let every release choose its rows itself first; switch row security off one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['table', 'foreign table'], 'rowSecurity', (was, is) =>
      is.rowSecurity === undefined || was.rowSecurity === 'forced'
        ? `row security is ${is.rowSecurity ?? 'off'}, and was ${was.rowSecurity ?? 'off'}`
        : undefined,
    ),
});
