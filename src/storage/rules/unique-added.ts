import { whenAdded } from '../judging/facet.ts';
import { uniquenessOf, isImplied, isKeptByOldCode } from '../judging/uniqueness.ts';
import { defineStorageRule } from '../rule.ts';

export const uniqueAdded = defineStorageRule({
  id: 'storage/unique-added',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/unique-dropped',
  why: 'The previous release may still write a value twice and is refused, and rows that have one twice stop the migration.',
  fix: 'Let the code keep values apart for a release first, and clear up the rows; then demand it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (lower(code))',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code) WHERE total > 0',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code), ADD CONSTRAINT both_once UNIQUE (code, total)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, slot integer UNIQUE)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, token uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint', 'index'], (is) => {
      const unique = is.kind === 'constraint' && is.type !== 'unique' ? undefined : uniquenessOf(is);
      return unique && !isImplied(unique, change.old) && !isKeptByOldCode(unique, change.old, change.new)
        ? `${unique.keys.join(', ')} must be there once${unique.predicate === undefined ? '' : ` where ${unique.predicate}`}`
        : undefined;
    }),
});
