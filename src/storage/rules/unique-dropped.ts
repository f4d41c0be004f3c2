import { whenRemoved } from '../judging/facet.ts';
import { uniquenessOf, hasTwin } from '../judging/uniqueness.ts';
import { defineStorageRule } from '../rule.ts';

export const uniqueDropped = defineStorageRule({
  id: 'storage/unique-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'storage/unique-added',
  why: 'An upsert of the previous release (ON CONFLICT) finds nothing that makes the rows unique and is refused; and N may store a value twice where N-1 expects one row.',
  fix: 'Keep it for this release; drop it one release after the last that relies on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX code_once ON orders (code)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
      },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['constraint', 'index'], (was) => {
      const unique = was.kind === 'constraint' && was.type !== 'unique' ? undefined : uniquenessOf(was);
      return unique && !hasTwin(unique, change.new) ? `${unique.keys.join(', ')} may be there more than once` : undefined;
    }),
});
