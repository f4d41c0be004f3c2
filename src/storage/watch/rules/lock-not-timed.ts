import type { WatchRule } from '../rule.ts';
import { lockText, timeoutText } from '../words.ts';

export const lockNotTimed: WatchRule = {
  id: 'storage/lock-not-timed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  why: 'How long it is held depends on how many rows a table has, and drill could not fill that table: what was measured on a few rows says nothing of many.',
  fix: 'Measure it on a copy of production; or do what takes long without the lock.',
  check: ({ lock, budgetMs }) =>
    lock.notTimed !== undefined && lock.blocks.length > 0 ? { what: `${lockText(lock)}; ${timeoutText(lock, budgetMs)}` } : undefined,
};
