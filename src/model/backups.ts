import type { Problem } from '../core/error.ts';

/** What a drill restored and judged good, as the ledger remembers it. */
export interface ProvedRestore {
  /** ISO 8601: when it was proved. */
  readonly at: string;
  readonly drill: string;
  readonly environment: string;
  /** The backup, and when it was complete. */
  readonly backup: string;
  readonly of?: string;
  readonly bytes?: number;
  readonly rtoMs?: number;
  readonly rpoMs?: number;
}

/** One backup of a store, as its provider knows it. */
export interface ListedBackup {
  readonly id: string;
  /** ISO 8601: when it was complete. */
  readonly at: string;
  readonly ageMs: number;
  readonly form: 'physical' | 'logical';
  readonly bytes?: number;
  readonly major?: number;
  readonly systemIdentifier?: string;
  /** What the source held was written down with it. */
  readonly manifest: boolean;
  /** When it was last restored and judged good. */
  readonly proved?: string;
}

/** The backups of one store. */
export interface StoreBackups {
  readonly artifact: string;
  readonly store: string;
  readonly provider: string;
  /** For people. */
  readonly where?: string;
  /** The newest first. */
  readonly backups: readonly ListedBackup[];
  readonly lastProved?: ProvedRestore;
  readonly budgets: { readonly rtoMs?: number; readonly rpoMs?: number };
  /** Its provider could not be asked; the others were. */
  readonly problem?: Problem;
  /** The manifest that was written now: of which backup, and its hash. */
  readonly written?: { readonly backup: string; readonly manifest: string };
}

export interface BackupsReport {
  readonly format: 'rollback-drill/backups';
  readonly version: 1;
  /** ISO 8601 */
  readonly at: string;
  readonly stores: readonly StoreBackups[];
}
