import type { CapturedContent } from '../content.ts';
import type { TableIdentity } from '../engine.ts';

/** A row by its columns' names. */
export type Row = Readonly<Record<string, string | null>>;

export interface TableRows {
  /** Columns that tell its rows apart; empty: it has no key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Of its columns, as the catalog has them. */
  readonly types: Readonly<Record<string, string>>;
  /** What it and its columns are, whatever they are called. */
  readonly is?: TableIdentity;
  /** None of a table that is too large to be held. */
  readonly rows: readonly Row[];
  /** What is known of such a table; with what it was before, of one that was written to. */
  readonly large?: CapturedContent;
  /** Without a key its rows are told apart by all columns of an earlier moment that are still there; by those of another one here. */
  readonly others?: readonly CapturedContent[];
  readonly before?: CapturedContent;
  /** It is too large, and could not be digested: nothing is known of it. */
  readonly unread?: true;
}

/** Rows of all tables by the table's name. */
export type Contents = ReadonlyMap<string, TableRows>;
