import type { WatchRule } from '../rule.ts';
import { lockHeld } from './lock-held.ts';
import { lockNotTimed } from './lock-not-timed.ts';
import { lockNotLimited } from './lock-not-limited.ts';
import { rowsHeld } from './rows-held.ts';
import { tableRewritten } from './table-rewritten.ts';
import { tableScanned } from './table-scanned.ts';
import { writesHeld } from './writes-held.ts';

/** In the order in which they are asked: the gravest first. */
export const watchRules: readonly WatchRule[] = [
  lockHeld,
  writesHeld,
  rowsHeld,
  lockNotTimed,
  tableRewritten,
  tableScanned,
  lockNotLimited,
];
