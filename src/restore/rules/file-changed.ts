import type { RestoreRule } from '../rule.ts';

const words = {
  empty: 'is empty',
  truncated: 'is shorter than it was',
  appended: 'is longer than it was',
  changed: 'has other bytes than it had',
} as const;

export const fileChanged: RestoreRule = {
  id: 'restore/file-changed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A file of the backup is not what was written: the copy holds wrong data, or none.',
  fix: 'Look at the storage of the repository, and restore an older backup.',
  check: (facts) =>
    (facts.files ?? []).flatMap(({ name, how }) =>
      how === 'missing' || how === 'unexpected' ? [] : [{ what: `${name} ${words[how]}`, of: name }],
    ),
};
