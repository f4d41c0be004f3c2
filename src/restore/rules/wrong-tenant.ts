import type { RestoreRule } from '../rule.ts';
import { sealText } from '../sealed.ts';

export const wrongTenant: RestoreRule = {
  id: 'restore/wrong-tenant',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'It is the backup of another customer or environment: restoring it shows his data to others.',
  fix: 'Look at where the backup is taken from.',
  check: (facts) => {
    const wanted = facts.expected?.tenant ?? facts.manifest?.cluster.tenant;
    return wanted !== undefined && facts.tenant !== undefined && sealText(wanted) !== sealText(facts.tenant)
      ? [{ what: 'what was restored says that it is another tenant’s' }]
      : [];
  },
};
