import { whenAdded, whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const indexNotValid = defineStorageRule({
  id: 'storage/index-not-valid',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'An index that is valid from now on serves whoever reads.',
  why: 'The index is there and nobody reads by it: making it CONCURRENTLY failed half-way. It costs every write, and a unique one may refuse some.',
  fix: 'Drop it and make it again, and let the migration fail when it fails.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_code'::regclass",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_code'::regclass",
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total integer, code text); CREATE INDEX by_code ON orders (code)',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['index'], (is) => (is.valid ? undefined : 'it is not valid')) ??
    whenChanged(change, ['index'], 'valid', (_, is) => (is.valid ? undefined : 'it is not valid any more')),
});
