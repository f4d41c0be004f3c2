import type { RestoreRule } from '../rule.ts';

export const nothingRestored: RestoreRule = {
  id: 'restore/nothing-restored',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The restore said that it went well, and there is nothing.',
  fix: 'Look at what the tool restored, and where to.',
  check: (facts) => {
    const { manifest, content } = facts;
    const had = manifest?.content.tables.some(({ rows }) => rows > 0) ?? false;
    return had && content && !content.tables.some(({ rows }) => rows > 0)
      ? [{ what: `no row was restored; the backup had ${manifest?.content.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0}` }]
      : [];
  },
};
