import type { RestoreRule } from '../rule.ts';

export const wrongCluster: RestoreRule = {
  id: 'restore/wrong-cluster',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'It is a backup of another server: restoring it brings back somebody else’s data.',
  fix: 'Look at where the backup is taken from, and at what the repository is shared with.',
  check: (facts) => {
    const wanted = facts.expected?.systemIdentifier ?? facts.manifest?.cluster.systemIdentifier;
    const found = facts.backup?.systemIdentifier;
    return wanted !== undefined && found !== undefined && wanted !== found
      ? [{ what: `the backup is of the cluster ${found}, and ${wanted} is the one that it must be of` }]
      : [];
  },
};
