import type { RestoreRule } from '../rule.ts';
import { backupMissing } from './backup-missing.ts';
import { backupNotNewest } from './backup-not-newest.ts';
import { backupStale } from './backup-stale.ts';
import { catalogDiffers } from './catalog-differs.ts';
import { collationDiffers } from './collation-differs.ts';
import { doesNotStart } from './does-not-start.ts';
import { extensionMissing } from './extension-missing.ts';
import { fileChanged } from './file-changed.ts';
import { fileMissing } from './file-missing.ts';
import { fileUnexpected } from './file-unexpected.ts';
import { foreignKeyBroken } from './foreign-key-broken.ts';
import { indexBroken } from './index-broken.ts';
import { invariantBroken } from './invariant-broken.ts';
import { logDamaged } from './log-damaged.ts';
import { logForeign } from './log-foreign.ts';
import { logMissing } from './log-missing.ts';
import { manifestChanged } from './manifest-changed.ts';
import { notRestorable } from './not-restorable.ts';
import { nothingRestored } from './nothing-restored.ts';
import { pointMissed } from './point-missed.ts';
import { reachedOut } from './reached-out.ts';
import { releaseFails } from './release-fails.ts';
import { roleMissing } from './role-missing.ts';
import { rowsDiffer } from './rows-differ.ts';
import { rowsUnlogged } from './rows-unlogged.ts';
import { sequenceBehind } from './sequence-behind.ts';
import { serverComplains } from './server-complains.ts';
import { stubUnanswered } from './stub-unanswered.ts';
import { tableMissing } from './table-missing.ts';
import { tableUnexpected } from './table-unexpected.ts';
import { tooMuchLost } from './too-much-lost.ts';
import { tooSlow } from './too-slow.ts';
import { uniqueBroken } from './unique-broken.ts';
import { verifyFailed } from './verify-failed.ts';
import { writeLost } from './write-lost.ts';
import { wrongCluster } from './wrong-cluster.ts';
import { wrongTimeline } from './wrong-timeline.ts';
import { wrongTenant } from './wrong-tenant.ts';

/** Every rule about what a restore shows, in the order in which a restore comes to it. */
export const restoreRules: readonly RestoreRule[] = [
  backupMissing,
  backupStale,
  backupNotNewest,
  wrongCluster,
  wrongTenant,
  wrongTimeline,
  manifestChanged,
  fileMissing,
  fileChanged,
  fileUnexpected,
  logMissing,
  logDamaged,
  logForeign,
  verifyFailed,
  notRestorable,
  doesNotStart,
  serverComplains,
  nothingRestored,
  tableMissing,
  rowsDiffer,
  tableUnexpected,
  catalogDiffers,
  sequenceBehind,
  roleMissing,
  extensionMissing,
  collationDiffers,
  rowsUnlogged,
  foreignKeyBroken,
  uniqueBroken,
  indexBroken,
  invariantBroken,
  pointMissed,
  tooSlow,
  tooMuchLost,
  writeLost,
  releaseFails,
  reachedOut,
  stubUnanswered,
];
