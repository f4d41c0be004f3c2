import { type Contents, identityOf, type Row } from '../tables.ts';

/** A table that does not hold what it did. */
export interface OtherRows {
  readonly table: string;
  /** A row that is there now and was not, and the one that it stands for; absent: only one of the two is there. */
  readonly was?: Row;
  readonly is?: Row;
}

/** How often each row is there, by what tells it apart. */
const countsOf = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

/** Tables whose rows differ, by the columns that both have. */
export const otherRows = (was: Contents, is: Contents): readonly OtherRows[] =>
  [...was].flatMap(([table, before]): OtherRows[] => {
    const after = is.get(table);
    if (!after) return [];
    const columns = before.columns.filter((name) => after.columns.includes(name));
    const [old, now] = [before.rows, after.rows].map((rows) => rows.map((row) => identityOf(row, [], columns))) as [string[], string[]];
    const [counted, countedNow] = [countsOf(old), countsOf(now)];
    const isOther = (text: string): boolean => counted.get(text) !== countedNow.get(text);
    const gone = before.rows[old.findIndex(isOther)];
    const come = after.rows[now.findIndex(isOther)];
    if (!gone && !come) return [];
    const same =
      gone && before.key.length > 0
        ? after.rows.find((row) => identityOf(row, before.key, []) === identityOf(gone, before.key, []))
        : undefined;
    const shown = same ?? (gone ? undefined : come);
    return [{ table, ...(gone && { was: gone }), ...(shown && { is: shown }) }];
  });
