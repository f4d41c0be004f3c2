import type { RestoreRule } from '../rule.ts';

export const fileMissing: RestoreRule = {
  id: 'restore/file-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A file of the backup is gone; what was in it cannot be restored.',
  fix: 'Look at the storage of the repository, and restore an older backup.',
  check: (facts) => (facts.files ?? []).flatMap(({ name, how }) => (how === 'missing' ? [{ what: `${name} is not there`, of: name }] : [])),
};
