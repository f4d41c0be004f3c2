import { type Contents, identityOf, type Row } from '../tables.ts';

/** A table that does not hold what it did. */
export interface OtherRows {
  readonly table: string;
  /** A row that is there now and was not, and the one that it stands for; absent: only one of the two is there. */
  readonly was?: Row;
  readonly is?: Row;
}

const countsOf = (rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, readonly Row[]> =>
  Map.groupBy(rows, (row) => identityOf(row, [], columns));

/** Tables whose rows differ, by the columns that both have. */
export const otherRows = (was: Contents, is: Contents): readonly OtherRows[] =>
  [...was].flatMap(([table, before]): OtherRows[] => {
    const after = is.get(table);
    if (!after) return [];
    const columns = before.columns.filter((name) => after.columns.includes(name));
    const [old, now] = [countsOf(before.rows, columns), countsOf(after.rows, columns)];
    const gone = before.rows.find((row) => old.get(identityOf(row, [], columns))?.length !== now.get(identityOf(row, [], columns))?.length);
    const come = after.rows.find((row) => old.get(identityOf(row, [], columns))?.length !== now.get(identityOf(row, [], columns))?.length);
    if (!gone && !come) return [];
    const same =
      gone && before.key.length > 0
        ? after.rows.find((row) => identityOf(row, before.key, []) === identityOf(gone, before.key, []))
        : undefined;
    const shown = same ?? (gone ? undefined : come);
    return [{ table, ...(gone && { was: gone }), ...(shown && { is: shown }) }];
  });
