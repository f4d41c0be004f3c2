import type { ConstraintObject } from '../catalog.ts';
import { whenAdded, whenChanged } from '../judging/facet.ts';
import { isWider, replacedKey } from '../judging/constraints.ts';
import { defineStorageRule } from '../rule.ts';

export const primaryKeyChanged = defineStorageRule({
  id: 'storage/primary-key-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  stops: (change) => !isWider(change),
  mirror: 'storage/primary-key-changed',
  why: 'Another key: an upsert of the previous release (ON CONFLICT) finds nothing that makes the rows unique, its rows may be refused, and N may store what N-1 expects once.',
  fix: 'Add a unique constraint for the new key and keep the old one; change the key a release after the last that relies on it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint NOT NULL, shop bigint NOT NULL, PRIMARY KEY (id))',
        new: 'CREATE TABLE orders (id bigint NOT NULL, shop bigint NOT NULL, PRIMARY KEY (shop, id))',
      },
      {
        old: 'CREATE TABLE orders (id bigint NOT NULL, shop bigint NOT NULL, CONSTRAINT a PRIMARY KEY (id))',
        new: 'CREATE TABLE orders (id bigint NOT NULL, shop bigint NOT NULL, CONSTRAINT b PRIMARY KEY (shop, id))',
      },
    ],
    holds: [{ old: 'CREATE TABLE orders (id bigint PRIMARY KEY)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY)' }],
  },
  check: (change) => {
    const tell = (was: ConstraintObject, is: ConstraintObject): string | undefined =>
      is.type === 'primary key' && was.columns.join() !== is.columns.join()
        ? `the key is ${is.columns.join(', ')}, and was ${was.columns.join(', ')}`
        : undefined;
    return (
      whenChanged(change, ['constraint'], 'definition', tell) ??
      whenAdded(change, ['constraint'], (is) => {
        const was = is.type === 'primary key' ? replacedKey(is, change.old) : undefined;
        return was && tell(was, is);
      })
    );
  },
});
