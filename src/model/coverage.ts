/** What captured statements of a version were seen to touch: what they do not touch is ruled out by them. */
export interface StatementCoverage {
  readonly of: 'N-1' | 'N';
  /** The file or folder that they were read from. */
  readonly from?: string;
  /** Each with each of its lists of parameters. */
  readonly statements: number;
  /** Of these: run on their own schema; prepared alone, for want of parameters; refused or not understood by their own schema. */
  readonly asked: number;
  readonly prepared: number;
  readonly refused: number;
  /** Of which it cannot be told what they touch, so that nothing is ruled out by any. */
  readonly untold: number;
  /** Tables that are touched, with their columns. */
  readonly tables: readonly { readonly table: string; readonly touched: readonly string[]; readonly untouched: readonly string[] }[];
  /** Tables that none of them touches. */
  readonly untouched: readonly string[];
}
