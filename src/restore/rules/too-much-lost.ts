import { formatDuration } from '../../core/duration.ts';
import type { RestoreRule } from '../rule.ts';

export const tooMuchLost: RestoreRule = {
  id: 'restore/too-much-lost',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'More acknowledged writes are lost than may be.',
  fix: 'Archive the log more often (archive_timeout), or stream it.',
  check: (facts) => {
    const { rpoMs, budgets } = facts;
    return rpoMs !== undefined && budgets.rpoMs !== undefined && rpoMs > budgets.rpoMs
      ? [{ what: `writes of ${formatDuration(rpoMs)} are lost, and no more than ${formatDuration(budgets.rpoMs)} may be` }]
      : [];
  },
};
