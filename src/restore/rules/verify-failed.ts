import type { RestoreRule } from '../rule.ts';

export const verifyFailed: RestoreRule = {
  id: 'restore/verify-failed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The backup tool itself says that the backup is not good.',
  fix: 'Look at what it says; restore an older backup.',
  check: (facts) =>
    facts.verified && !facts.verified.ok
      ? [{ what: `${facts.provider} says: ${facts.verified.said}`, quiet: { what: `${facts.provider} says that it is not good` } }]
      : [],
};
