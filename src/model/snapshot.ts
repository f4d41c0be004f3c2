/** One difference between a committed snapshot and what was captured. */
export interface SnapshotChange {
  /** Seen from the file: `added` is what it does not have. */
  readonly turn: 'added' | 'removed' | 'changed' | 'renamed';
  /** `column public.orders.note` */
  readonly object: string;
  /** Of what was renamed: its name in the file. */
  readonly from?: string;
  readonly fields: readonly { readonly field: string; readonly was?: unknown; readonly is?: unknown }[];
}

export interface SnapshotStore {
  readonly store: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** What became of the file; of `--check` how it stands to what was captured. */
  readonly state: 'written' | 'rewritten' | 'unchanged' | 'equal' | 'differs' | 'missing';
  /** Of the captured catalog. */
  readonly objects: number;
  readonly changes: readonly SnapshotChange[];
}

/** What `drill snapshot` did. */
export interface SnapshotReport {
  readonly format: 'rollback-drill/captured';
  readonly version: 1;
  readonly artifact: string;
  /** The artifact's. */
  readonly of: string;
  readonly from: 'migrations' | 'database' | 'dump';
  /** Version of the server that was read. */
  readonly server: string;
  readonly stores: readonly SnapshotStore[];
  /** The command that takes what was captured; a password in a URL is left out. Absent where the files say it. */
  readonly accept?: string;
}
