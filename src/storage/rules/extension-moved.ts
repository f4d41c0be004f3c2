import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const extensionMoved = defineStorageRule({
  id: 'storage/extension-moved',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  route: 'schema-left',
  mirror: 'storage/extension-moved',
  why: 'What it brought lies in another schema: statements of the previous release that name it, or find it by the search path, fail.',
  fix: 'Leave it where it is.',
  examples: {
    breaks: [{ old: 'CREATE SCHEMA other; CREATE EXTENSION citext', new: 'CREATE SCHEMA other; CREATE EXTENSION citext SCHEMA other' }],
    holds: [{ old: 'CREATE EXTENSION citext', new: 'CREATE EXTENSION citext' }],
  },
  check: (change) => whenChanged(change, ['extension'], 'schema', (was, is) => `it lies in ${is.schema}, and did in ${was.schema}`),
});
