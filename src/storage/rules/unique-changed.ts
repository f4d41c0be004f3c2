import type { ConstraintObject, IndexObject } from '../catalog.ts';
import { whenChanged } from '../judging/facet.ts';
import { uniquenessOf, isImplied, hasTwin } from '../judging/uniqueness.ts';
import { defineStorageRule } from '../rule.ts';

export const uniqueChanged = defineStorageRule({
  id: 'storage/unique-changed',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/unique-changed',
  why: 'What must be there once is something else: the previous release may be refused, its upserts (ON CONFLICT) find nothing that makes the rows unique, and N may store what N-1 expects once.',
  fix: 'Add the new one beside the old; drop the old one a release after the last that relies on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); ALTER TABLE orders ADD CONSTRAINT once UNIQUE (code, total)',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code) WHERE total > 0',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX once ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE UNIQUE INDEX once ON orders (code)',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX once ON orders (code)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX once ON orders (code, total)',
      },
    ],
  },
  check: (change) => {
    const tell = (was: ConstraintObject | IndexObject, is: ConstraintObject | IndexObject): string | undefined => {
      const [before, after] = [uniquenessOf(was), uniquenessOf(is)];
      if ((!before && !after) || ('type' in is && is.type !== 'unique')) return undefined;
      const isTold = (after && !isImplied(after, change.old)) || (before && !hasTwin(before, change.new));
      return isTold
        ? `${after?.keys.join(', ') ?? 'nothing'} must be there once, and was ${before?.keys.join(', ') ?? 'nothing'}`
        : undefined;
    };
    return (
      whenChanged(change, ['constraint'], 'definition', tell) ??
      (['unique', 'keys', 'predicate', 'nullsNotDistinct'] as const)
        .map((field) => whenChanged(change, ['index'], field, tell))
        .find((told) => told !== undefined)
    );
  },
});
