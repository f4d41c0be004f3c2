import type { WatchRule } from '../rule.ts';
import { heldText, lockText, timeoutText } from '../words.ts';

export const writesHeld: WatchRule = {
  id: 'storage/writes-held',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'While the migration runs every request that writes to the table stands still; reading goes on.',
  fix: 'Build indexes CONCURRENTLY; add foreign keys NOT VALID and validate them in a transaction of their own.',
  check: ({ lock, budgetMs }) => {
    if (lock.kind === 'rows' || lock.blocks.length === 0 || lock.blocks.includes('select')) return undefined;
    const known = lock.estimate ?? (lock.rowsWithinBudget === undefined ? { ms: lock.held.at(-1)?.ms ?? 0, error: 0 } : undefined);
    if (!known || known.ms + known.error <= budgetMs) return undefined;
    const may = known.ms - known.error > budgetMs ? '' : '; it may be within the budget';
    return {
      what: `${lockText(lock)}; held for ${heldText(lock)}, and the budget is ${budgetMs} ms; ${timeoutText(lock, budgetMs)}${may}`,
    };
  },
};
