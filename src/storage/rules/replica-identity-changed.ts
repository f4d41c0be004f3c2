import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const replicaIdentityChanged = defineStorageRule({
  id: 'storage/replica-identity-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/replica-identity-changed',
  why: 'Replicas and readers of the change log get other columns of the row that was, or updates and deletes of a published table are refused.',
  fix: 'Change it together with whoever reads the change log, before the release that needs it.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text); ALTER TABLE orders REPLICA IDENTITY FULL',
      },
    ],
    holds: [
      { old: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)', new: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)' },
    ],
  },
  check: (change) =>
    whenChanged(
      change,
      ['table', 'foreign table'],
      'replicaIdentity',
      (was, is) =>
        `its replica identity is ${is.replicaIdentity ?? 'the primary key'}, and was ${was.replicaIdentity ?? 'the primary key'}`,
    ),
});
