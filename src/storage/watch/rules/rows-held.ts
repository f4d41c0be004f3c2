import type { WatchRule } from '../rule.ts';
import { heldText, lockText } from '../words.ts';

export const rowsHeld: WatchRule = {
  id: 'storage/rows-held',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'Rows that are changed are held to the end of the transaction: until then every request that changes one of them stands still. No lock_timeout of the migration ends that, for it waits for nobody.',
  fix: 'Change them in batches of some thousand rows, each in a transaction of its own, outside of the migration that changes the schema; and declare how many rows the table has (--rows) to have the time judged.',
  check: ({ lock, budgetMs }) => {
    if (lock.kind !== 'rows') return undefined;
    const { estimate, rowsWithinBudget } = lock;
    const known = estimate ?? (rowsWithinBudget === undefined ? { ms: lock.held.at(-1)?.ms ?? 0, error: 0 } : undefined);
    if (known && known.ms + known.error <= budgetMs) return undefined;
    const batches = rowsWithinBudget ? `; up to about ${rowsWithinBudget.toLocaleString('en')} rows at a time it is within the budget` : '';
    return { what: `${lockText(lock)}; held for ${heldText(lock)}, and the budget is ${budgetMs} ms${batches}` };
  },
};
