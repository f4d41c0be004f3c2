/** SQL, and the file that it is of; what came without one is named by what it is (`up`). */
export interface Sql {
  readonly file: string;
  readonly text: string;
  /** A tool ran it: the values in it are those of the rows that the tool met. */
  readonly isRecorded?: true;
}

/** One migration of several. */
export interface Step {
  readonly name: string;
  readonly up: Sql;
  /** Absent: there is no way back. */
  readonly down?: Sql;
}
