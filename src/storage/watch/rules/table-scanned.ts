import type { WatchRule } from '../rule.ts';
import { heldText, lockText, timeoutText } from '../words.ts';

export const tableScanned: WatchRule = {
  id: 'storage/table-scanned',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'Every row is read with the table locked: the larger the table, the longer others wait.',
  fix: 'Add the constraint NOT VALID and validate it afterwards, build the index CONCURRENTLY; or declare how many rows the table has (--rows, or rows of the store in drill.yaml), and have the time judged.',
  check: ({ lock, budgetMs }) =>
    (lock.because === 'scanned' || lock.because === 'indexed') && lock.blocks.length > 0 && lock.kind !== 'rows' && !lock.estimate
      ? { what: `${lockText(lock)}; held for ${heldText(lock)}; ${timeoutText(lock, budgetMs)}` }
      : undefined,
};
