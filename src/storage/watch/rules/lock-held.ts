import type { WatchRule } from '../rule.ts';
import { heldText, lockText, timeoutText } from '../words.ts';

export const lockHeld: WatchRule = {
  id: 'storage/lock-held',
  severity: 'error',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'While the migration runs every request that reads or writes the table stands still, then connections run out, and the whole service stands.',
  fix: 'Do what takes long without the lock: add constraints NOT VALID and validate them in a transaction of their own, fill a new column in batches instead of changing the type of the old one.',
  check: ({ lock, budgetMs }) => {
    if (!lock.blocks.includes('select')) return undefined;
    const known = lock.estimate ?? (lock.rowsWithinBudget === undefined ? { ms: lock.held.at(-1)?.ms ?? 0, error: 0 } : undefined);
    if (!known || known.ms + known.error <= budgetMs) return undefined;
    const what = `${lockText(lock)}; held for ${heldText(lock)}, and the budget is ${budgetMs} ms; ${timeoutText(lock, budgetMs)}`;
    // Three values: what lies on both sides of the budget is not said to be over it.
    return known.ms - known.error > budgetMs ? { what } : { what: `${what}; it may be within the budget`, severity: 'warning' };
  },
};
