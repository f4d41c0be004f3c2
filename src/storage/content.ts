// What a store holds, told apart from what it looks like: rows are compared by digests that are made where they lie, and only
// those that differ are looked at.

/** A column as a digest sees it. */
export interface DigestedColumn {
  /** As it is, not quoted. */
  readonly name: string;
  /** Of its values: without what only says how long they may be, a domain as what it is made of, a composite with its parts. */
  readonly type: string;
}

/** All rows of a table in one line. Two are equal exactly when columns, types, and rows with how often each occurs are. */
export interface TableDigest {
  readonly table: string;
  /** Sorted by name: their order in the table is not content. */
  readonly columns: readonly DigestedColumn[];
  readonly rows: number;
  /** `sha256:…` over columns, number of rows and two sums of 64-bit hashes of rows. */
  readonly digest: string;
}

/** `unknown`: could not be compared, `why` says what stopped it. */
type Compared = 'equal' | 'differs' | 'unknown';

export interface ColumnComparison {
  readonly name: string;
  readonly state: Compared;
  readonly why?: string;
}

/** Values by column as the server writes them, null for NULL; long ones are cut, with their length and md5. */
type ShownRow = Readonly<Record<string, string | null>>;

/** A row that is on one side alone, or that has the same key and other values. */
export interface RowDifference {
  readonly kind: 'lost' | 'added' | 'changed';
  /** How many rows just like this; more than 1 where there is no key. */
  readonly times: number;
  /** Of a changed row, those that differ; else none. */
  readonly columns: readonly string[];
  readonly was?: ShownRow;
  readonly is?: ShownRow;
}

export interface TableComparison {
  readonly table: string;
  readonly state: Compared;
  readonly why?: string;
  /** Number of rows on both sides; absent where they could not be read. */
  readonly rows?: { readonly was: number; readonly is: number };
  readonly columns: readonly ColumnComparison[];
  /** Columns by which rows are told apart; empty: by all of them. */
  readonly key: readonly string[];
  /** Rows that differ. `exact`: all were counted; else there are at least so many. */
  readonly differing: { readonly rows: number; readonly exact: boolean };
  /** Some of them. */
  readonly shown: readonly RowDifference[];
}

/** Rows that share the last bits of the hash of their key. */
export interface CapturedGroup {
  readonly rows: number;
  /** Equal exactly when the keys are; of a table without a key, of no meaning. */
  readonly keys: string;
  /** By column: equal exactly when the values are, with a key each in its row. */
  readonly values: Readonly<Record<string, string>>;
}

/** What a table holds at one moment, to be held against another moment of the same table: far less than its rows. */
export interface CapturedContent {
  readonly hasKey: boolean;
  /** Names and types of its key's columns: where they are others, groups are. */
  readonly keyed: string;
  readonly rows: number;
  /** Types of the columns by their names. */
  readonly types: Readonly<Record<string, string>>;
  readonly groups: ReadonlyMap<bigint, CapturedGroup>;
}
