import type { Cell } from './cell.ts';
import type { CellReport } from './check.ts';
import type { Chain } from './chain.ts';
import type { StatementCoverage } from './coverage.ts';
import type { Finding } from './finding.ts';

/** What became of the values that N had written in one column, once N's migration was taken back. NULL is no value. */
export interface ColumnAfterDown {
  readonly table: string;
  readonly column: string;
  /** What N-1 calls it, where that is another name. */
  readonly old?: { readonly table: string; readonly column: string };
  readonly kept: number;
  readonly changed: number;
  readonly lost: number;
  /** The first row whose value is not what it was: by its key, what N wrote and what stands there now (absent: the row, the column or the table is gone). */
  readonly shown?: { readonly row: Readonly<Record<string, string | null>>; readonly was: string | null; readonly is?: string | null };
}

/** How the way back by the down migration went. */
export interface DownReport {
  /** The schema, against that of N-1. */
  readonly catalog: 'equal' | 'differs';
  /** Values that N had written, in all columns. */
  readonly kept: number;
  readonly changed: number;
  readonly lost: number;
  /** Rows that are there and that neither N-1 nor N wrote. */
  readonly added: number;
  readonly columns: readonly ColumnAfterDown[];
  /** Rows of N-1 that were compared value by value, and how many of them are not what they were. */
  readonly oldRows: { readonly compared: number; readonly harmed: number };
  /** The migration run once more on what the down had left: the schema that it gave the first time? */
  readonly again: 'equal' | 'differs' | 'failed';
}

/** A part of a trial and the milliseconds that it took. */
export interface TrialPhase {
  readonly name: 'before' | 'up' | 'cells' | 'down' | 'up again' | 'kills';
  readonly ms: number;
}

/** What could not be exercised, and why. */
export interface Unexercised {
  /** Why that is the whole of the migration; absent: it is not. */
  readonly nothing?: string;
  /** Tables of N-1 without a row. */
  readonly tables: readonly { readonly table: string; readonly why: string }[];
  /** Boundary values, and values that statements look for, that no row has: of a column how many, and the first of them. */
  readonly values: readonly {
    readonly table: string;
    readonly column: string;
    readonly count: number;
    readonly first: string | null;
    readonly why: string;
  }[];
  /** Statements of the migration, from 1, that change data and found no row to change. */
  readonly statements: readonly { readonly statement: number; readonly line: number; readonly table: string; readonly why: string }[];
}

/** What was done, in numbers: nothing of it is no ground for a pass. */
export interface Exercised {
  readonly tables: number;
  /** Rows of N-1 that the server took, and the tables that have none. */
  readonly oldRows: number;
  readonly newRows: number;
  readonly tablesWithoutRows: readonly string[];
  /** Statements of N-1 that ran on its own schema, and of N on its own; `captured`: whether those of N-1 were captured or made. */
  readonly oldStatements: number;
  readonly newStatements: number;
  readonly captured: boolean;
  /** Statements that not even their own schema accepts, which show nothing. */
  readonly unusable: number;
  /** Statements kept prepared by a connection while the migration ran, and how many of them failed after it. */
  readonly plans: { readonly tried: number; readonly failed: number };
  /** Moments at which the migration was killed and run again. */
  readonly kills: number;
  /** Absent: everything was. */
  readonly unexercised?: Unexercised;
}

/** What the trial of one migration showed. */
export interface MigrationReport {
  readonly format: 'rollback-drill/migration';
  readonly version: 1;
  /** `PostgreSQL 18.4` */
  readonly server: string;
  readonly files: { readonly before: string; readonly up: string; readonly down?: string };
  /** Objects of the schema that the migration adds, removes, changes or renames. */
  readonly changes: readonly { readonly turn: string; readonly object: string }[];
  readonly cells: Readonly<Record<Cell, CellReport>>;
  readonly findings: readonly Finding[];
  readonly down?: DownReport;
  /** Whether and how one gets back: the first sentence for whoever must decide. */
  readonly wayBack: string;
  readonly chain?: Chain;
  readonly phases: readonly TrialPhase[];
  readonly exercised: Exercised;
  /** What captured statements rest on; absent: none were captured. */
  readonly captured?: readonly StatementCoverage[];
  /** Absent: it was not watched. */
  readonly watch?: Watch;
}

/** A lock that the migration takes on a table that was there before it, on most of its rows, or on what else statements wait for. */
export interface WatchedLock {
  readonly table: string;
  /** Absent: a table. */
  readonly kind?: 'rows' | 'view' | 'materialized view' | 'sequence' | 'index';
  /** In the engine's words: `ACCESS EXCLUSIVE`. */
  readonly mode: string;
  /** What waits behind it: of `select`, `insert`, `update`, `delete`. */
  readonly blocks: readonly string[];
  /** The statement that takes it, from 1, and where it begins. */
  readonly statement: number;
  readonly line: number;
  /** Why it is held long: the table is written anew, an index of it is built, it is read as a whole. */
  readonly because?: 'rewritten' | 'indexed' | 'scanned';
  /** From its statement to the end of its transaction, at each size of the tables: the median of the runs. */
  readonly held: readonly { readonly rows: number; readonly ms: number }[];
  /** At the declared numbers of rows; absent: it depends on tables whose number nobody has declared. `ms` ± `error` milliseconds. */
  readonly estimate?: { readonly ms: number; readonly error: number };
  /** Its time depends on no table, so that the estimate holds whatever is declared. */
  readonly anySize?: true;
  /** Why how long it is held is not known: it depends on a table that could not be made large. What `held` says is of a few rows then. */
  readonly notTimed?: string;
  /** Rows in each table up to which it is held no longer than the budget, by the estimate; absent: it does not grow with them. */
  readonly rowsWithinBudget?: number;
  /** The lock_timeout with which waiting for it and holding it stay within the budget; absent: none does, or it is not known. */
  readonly lockTimeoutMs?: number;
}

/** N-1's statements that went on beside the migration, each on a connection of its own, at the largest size. */
export interface WatchedTraffic {
  readonly statements: number;
  /** How often they were asked. */
  readonly asked: number;
  /** Those that waited for the migration, the longest of each; in milliseconds, with what the same takes without it. */
  readonly waits: readonly {
    readonly name: string;
    readonly statement: string;
    readonly origin: string;
    readonly ms: number;
    readonly usualMs: number;
    /** The statement of the migration, from 1, which ran when the wait began, and its line. */
    readonly behind: number;
    readonly line: number;
    /** `ACCESS SHARE`, `a row`; of what: `table public.orders`. */
    readonly wants: string;
    readonly object?: string;
  }[];
  /** Those that were refused beside it and not without it. */
  readonly refused: readonly { readonly name: string; readonly error: string }[];
  /** The migration was refused beside it. */
  readonly stopped?: string;
}

/** What the migration did to tables that were there before it, seen from a second session. */
export interface Watch {
  /** Milliseconds that a lock may keep others waiting. */
  readonly budgetMs: number;
  /** Rows in each table that is worked on, for each of which it was run so many times. */
  readonly sizes: readonly number[];
  readonly runs: number;
  /** Declared rows, by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly locks: readonly WatchedLock[];
  readonly rewritten: readonly string[];
  readonly scanned: readonly string[];
  /** Tables that could not be made large, and why: what is said of time is not of them. */
  readonly small: readonly { readonly table: string; readonly why: string }[];
  /** What N-1 asked meanwhile; absent: nothing could be asked. */
  readonly traffic?: WatchedTraffic;
  /** Why nothing could be watched, or only in part. */
  readonly stopped?: string;
  /** What no estimate can know. */
  readonly unknown: string;
}
