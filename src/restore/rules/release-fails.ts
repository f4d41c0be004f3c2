import type { RestoreRule } from '../rule.ts';

export const releaseFails: RestoreRule = {
  id: 'restore/release-fails',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'N-1 does not run on what was restored: there is no way back by this backup.',
  fix: 'Look at its log and at the answers; find out what the copy lacks.',
  check: (facts) => {
    const { boot } = facts;
    if (!boot) return [];
    if (boot.why !== undefined)
      return [
        { what: `${boot.version} does not start on the copy: ${boot.why}`, quiet: { what: `${boot.version} does not start on the copy` } },
      ];
    return boot.failed.map((what) => ({ what: `${boot.version} on the copy: ${what}`, of: what }));
  },
};
