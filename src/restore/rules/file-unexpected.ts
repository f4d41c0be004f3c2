import type { RestoreRule } from '../rule.ts';

export const fileUnexpected: RestoreRule = {
  id: 'restore/file-unexpected',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'Somebody has put a file into the backup that was not in it; a restore by other tools would bring it along.',
  fix: 'Find out where it is from.',
  check: (facts) =>
    (facts.files ?? []).flatMap(({ name, how }) => (how === 'unexpected' ? [{ what: `${name} is no file of this backup`, of: name }] : [])),
};
