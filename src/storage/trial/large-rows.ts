import type { RowDifference, TableComparison } from '../content.ts';
import type { Fates, Harmed } from './fate.ts';

// Of a table that is too large to be held digests of groups tell how many rows are harmed, and none of them. Where N-1 stands in a
// database of its own as it was, its rows are held against those that the down has left, which finds them.

/** Holds a table of N-1 as it was against what stands there now. */
export type Differing = (table: string) => Promise<TableComparison>;

/** By table. */
export type LargeRows = ReadonlyMap<string, readonly RowDifference[]>;

/** Rows that are looked for: those that N wrote are among them. */
export const mostDifferences = 100;

/** Finds rows of the large tables that are harmed. */
export const findLargeRows = async ({ harmed }: Fates, differing: Differing | undefined): Promise<LargeRows> => {
  const tables = new Set(differing ? harmed.flatMap(({ table, times }) => (times === undefined ? [] : [table])) : []);
  const found = new Map<string, readonly RowDifference[]>();
  // What cannot be compared by hashes of rows is told without one.
  for (const table of tables) found.set(table, (await differing?.(table).catch(() => undefined))?.shown ?? []);
  return found;
};

/** The harm with one of its rows, where it was found. */
export const withLargeRow = (harm: Harmed, rows: LargeRows): Harmed => {
  if (harm.times === undefined) return harm;
  const found = rows.get(harm.table)?.find(({ kind }) => kind === (harm.is ? 'changed' : 'lost'));
  return found?.was ? { ...harm, was: found.was, ...(found.is && { is: found.is }) } : harm;
};
