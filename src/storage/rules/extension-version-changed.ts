import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const extensionVersionChanged = defineStorageRule({
  id: 'storage/extension-version-changed',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/extension-version-changed',
  why: 'The previous release was not tried with this version of it; and few extensions go back to an earlier one.',
  fix: 'Update it in a release of its own, with N-1 tried on it.',
  examples: {
    breaks: [
      {
        old: "CREATE EXTENSION pg_trgm VERSION '1.3'",
        new: "CREATE EXTENSION pg_trgm VERSION '1.3'; ALTER EXTENSION pg_trgm UPDATE TO '1.4'",
      },
    ],
    holds: [{ old: 'CREATE EXTENSION citext', new: 'CREATE EXTENSION citext' }],
  },
  check: (change) => whenChanged(change, ['extension'], 'version', (was, is) => `it is ${is.version}, and was ${was.version}`),
});
