import type { RestoreRule } from '../rule.ts';

export const manifestChanged: RestoreRule = {
  id: 'restore/manifest-changed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What the copy is held against was changed after the backup was taken: nothing that was compared with it is proved.',
  fix: 'Find out who changed it; take a new backup.',
  check: (facts) => {
    const { hashes } = facts;
    return hashes && hashes.ledger !== hashes.found
      ? [{ what: `the manifest is ${hashes.found}, and the ledger has ${hashes.ledger}` }]
      : [];
  },
};
