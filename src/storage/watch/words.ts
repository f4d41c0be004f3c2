import { formatDuration } from '../../core/duration.ts';
import type { WatchedLock } from '../../model/migration.ts';

const reasons = { rewritten: 'the table is written anew', indexed: 'an index is built', scanned: 'the table is read as a whole' } as const;

/** Its mode, what waits behind it, and why it takes as long as it does. */
export const lockText = (lock: WatchedLock): string => {
  const { mode, blocks, because, kind } = lock;
  if (kind === 'rows')
    return `${mode} on most rows of ${lock.table}, which are changed or deleted: every ${blocks.join(', ')} of them waits`;
  return `${mode} on ${kind === undefined ? lock.table : objectOf(lock)}, behind which every ${blocks.join(', ')} waits${because ? `; ${reasons[because]}` : ''}`;
};

/** `table public.orders`; of rows their table. */
export const objectOf = ({ table, kind }: WatchedLock): string => `${kind === undefined || kind === 'rows' ? 'table' : kind} ${table}`;

/** How long it is held at the declared rows, or whatever the rows; else at the largest size it was measured at. */
export const heldText = ({ estimate, anySize, held, notTimed }: WatchedLock): string => {
  if (estimate)
    return `about ${formatDuration(estimate.ms)} (${Number.isFinite(estimate.error) ? `± ${formatDuration(estimate.error)}` : 'by how much that errs is not known'}) ${anySize ? 'however many rows there are' : 'at the declared rows'}`;
  const last = held.at(-1);
  if (notTimed !== undefined) return `${formatDuration(last?.ms ?? 0)} on the few rows here`;
  return last ? `${formatDuration(last.ms)} at ${last.rows} rows here` : 'not measured';
};

/** The lock_timeout with which nobody waits longer than the budget. */
export const timeoutText = ({ lockTimeoutMs, estimate, rowsWithinBudget, notTimed }: WatchedLock, budgetMs: number): string => {
  if (notTimed !== undefined) return `how long with more rows is not known: ${notTimed}`;
  const budget = formatDuration(budgetMs);
  if (lockTimeoutMs !== undefined) return `with lock_timeout = '${lockTimeoutMs}ms' nobody waits longer than ${budget}`;
  if (estimate || !rowsWithinBudget) return `no lock_timeout keeps it within ${budget}: once taken it is held too long`;
  return `a lock_timeout keeps it within ${budget} up to about ${rowsWithinBudget.toLocaleString('en')} rows`;
};

export const unknowable =
  'Not in any estimate: how long the migration itself waits behind a long transaction, while everybody else waits behind the migration; and how far replicas lag, which replay a lock as long as it was held.';
