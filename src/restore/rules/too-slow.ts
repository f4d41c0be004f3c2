import { formatDuration } from '../../core/duration.ts';
import type { RestoreRule } from '../rule.ts';

export const tooSlow: RestoreRule = {
  id: 'restore/too-slow',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'Going back by this backup takes longer than there is time.',
  fix: 'Look at the phase that takes longest; restore in parallel, keep a backup nearer, or change the budget.',
  check: (facts) => {
    const { rtoMs, rto, budgets } = facts;
    const parts = Object.entries(rto ?? {}).map(([name, ms]) => `${name} ${formatDuration(ms)}`);
    return rtoMs !== undefined && budgets.rtoMs !== undefined && rtoMs > budgets.rtoMs
      ? [
          {
            what: `the copy served after ${formatDuration(rtoMs)}, and there are ${formatDuration(budgets.rtoMs)}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`,
          },
        ]
      : [];
  },
};
