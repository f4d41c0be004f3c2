import { whenRemoved } from '../judging/facet.ts';
import { uniquenessOf, hasTwin } from '../judging/uniqueness.ts';
import { replacedKey } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const primaryKeyDropped = defineStorageRule({
  id: 'storage/primary-key-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'storage/primary-key-added',
  why: 'An upsert of the previous release (ON CONFLICT) finds no key and is refused, N may store a key twice, and a published table takes no updates without one.',
  fix: 'Keep it for this release; drop it one release after the last that relies on it.',
  examples: {
    breaks: [{ old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint NOT NULL, note text)' }],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint NOT NULL UNIQUE, note text)' },
    ],
  },
  check: (change) =>
    whenRemoved(change, ['constraint'], (was) => {
      const unique = uniquenessOf(was);
      return was.type === 'primary key' && unique && !replacedKey(was, change.new) && !hasTwin(unique, change.new)
        ? `${was.columns.join(', ')} is not the key any more`
        : undefined;
    }),
});
