import type { WatchRule } from '../rule.ts';
import { heldText, lockText, timeoutText } from '../words.ts';

export const lockNotLimited: WatchRule = {
  id: 'storage/lock-not-limited',
  severity: 'note',
  cells: {},
  why: 'It is held for a moment only. But while the migration waits for it behind a long transaction, everybody else waits behind the migration, and nothing in it says for how long.',
  fix: 'Begin the migration with SET lock_timeout, and let it be run again when it gives up; or set it where migrations are run.',
  check: ({ lock, budgetMs, limitsWaiting }) =>
    lock.blocks.includes('select') && !limitsWaiting
      ? { what: `${lockText(lock)}; held for ${heldText(lock)}; ${timeoutText(lock, budgetMs)}` }
      : undefined,
};
