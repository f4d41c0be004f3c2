import type { RestoreRule } from '../rule.ts';

export const collationDiffers: RestoreRule = {
  id: 'restore/collation-differs',
  severity: 'warning',
  cells: { rollback: 'breaks' },
  why: 'Texts are sorted otherwise here: indexes on them give wrong answers until they are built anew.',
  fix: 'Restore where the same collation is installed, or reindex.',
  check: (facts) => {
    const { manifest, content } = facts;
    if (!manifest || !content) return [];
    const [was, is] = [manifest.content.collations, content.collations];
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [{ what: `collations are ${is.join(', ') || 'not versioned'}, and were ${was.join(', ') || 'not versioned'}` }];
  },
};
