import type { WatchRule } from '../rule.ts';
import { heldText, lockText, timeoutText } from '../words.ts';

export const tableRewritten: WatchRule = {
  id: 'storage/table-rewritten',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'Every row is written anew with the table locked: the larger the table, the longer everybody waits.',
  fix: 'Add a new column and fill it in batches; or declare how many rows the table has (--rows, or rows of the store in drill.yaml), and have the time judged.',
  check: ({ lock, budgetMs }) =>
    lock.because === 'rewritten' && lock.blocks.length > 0 && lock.kind !== 'rows' && !lock.estimate
      ? { what: `${lockText(lock)}; held for ${heldText(lock)}; ${timeoutText(lock, budgetMs)}` }
      : undefined,
};
