import { whenAdded } from '../judging/facet.ts';
import { columnIn } from '../judging/beside.ts';
import { uniquenessOf, isImplied, isKeptByOldCode } from '../judging/uniqueness.ts';
import { replacedKey } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const primaryKeyAdded = defineStorageRule({
  id: 'storage/primary-key-added',
  severity: 'error',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/primary-key-dropped',
  why: 'The previous release may still write a key twice, or NULL, and is refused, and such rows stop the migration.',
  fix: 'Let the code keep keys apart for a release first, and clear up the rows; then demand it.',
  examples: {
    breaks: [{ old: 'CREATE TABLE orders (id bigint, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' }],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint NOT NULL UNIQUE, note text)',
        new: 'CREATE TABLE orders (id bigint NOT NULL PRIMARY KEY, note text)',
      },
      {
        old: 'CREATE TABLE orders (note text)',
        new: 'CREATE TABLE orders (note text, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['constraint'], (is) => {
      const unique = uniquenessOf(is);
      if (is.type !== 'primary key' || !unique || replacedKey(is, change.old)) return undefined;
      const isHeld = isImplied(unique, change.old) && is.columns.every((column) => columnIn(change.old, is.table, column)?.notNull);
      return isHeld || isKeptByOldCode(unique, change.old, change.new) ? undefined : `${is.columns.join(', ')} must be there, and once`;
    }),
});
