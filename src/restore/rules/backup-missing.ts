import type { RestoreRule } from '../rule.ts';

export const backupMissing: RestoreRule = {
  id: 'restore/backup-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'There is nothing to go back to.',
  fix: 'Take one, and let the schedule tell when it did not.',
  check: (facts) => (facts.backups?.length === 0 ? [{ what: `${facts.provider} has no backup` }] : []),
};
