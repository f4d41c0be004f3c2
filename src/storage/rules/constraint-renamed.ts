import { whenRenamed } from '../judging/facet.ts';
import { lastPart } from '../judging/tokens.ts';
import { defineStorageRule } from '../rule.ts';

export const constraintRenamed = defineStorageRule({
  id: 'storage/constraint-renamed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/constraint-renamed',
  why: 'Code that tells errors apart by the name of the constraint, or upserts ON CONFLICT ON CONSTRAINT, knows it by one name alone.',
  fix: 'Keep the name.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT only_once UNIQUE (code)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
  },
  check: (change) =>
    whenRenamed(change, ['constraint'], (was) => (was.type === 'not null' ? undefined : `it was called ${lastPart(was.name)}`)),
});
