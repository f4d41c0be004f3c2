import { formatDuration } from '../../core/duration.ts';
import type { RestoreRule } from '../rule.ts';

export const backupStale: RestoreRule = {
  id: 'restore/backup-stale',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What was written since the last backup and its log is lost on the day that it is needed.',
  fix: 'Look why the schedule took none; back up more often, or archive the log more often.',
  check: (facts) => {
    const { backup, budgets, now } = facts;
    if (!backup || budgets.rpoMs === undefined || facts.rpoMs !== undefined) return [];
    const age = Date.parse(now) - Date.parse(backup.at);
    return age > budgets.rpoMs
      ? [
          {
            what: `the newest backup, ${backup.id}, is ${formatDuration(age)} old, and no more than ${formatDuration(budgets.rpoMs)} may be lost`,
          },
        ]
      : [];
  },
};
