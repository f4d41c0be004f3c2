import type { ColumnAfterDown } from '../../model/migration.ts';
import type { CapturedContent } from '../content.ts';
import { fateIn, harmTo } from './large.ts';
import { type Contents, countOf, identityOf, type Row, type TableRows } from './tables.ts';

// What became of rows. Most are of small tables of scratch databases, and are compared here, value by value; large.ts has the others.

/** A row of N-1 that is not what it was. */
export interface Harmed {
  readonly table: string;
  readonly was: Row;
  /** Of a large table: at least so many rows, of which none is shown; `was` says how many there were. */
  readonly times?: number;
  /** Absent: it is gone. */
  readonly is?: Row;
  readonly columns: readonly string[];
}

const bagOf = (rows: readonly Row[], identity: (row: Row) => string): Map<string, Row[]> => Map.groupBy(rows, identity);

/** Of a table that is too large to be held. */
const harmedLarge = (
  table: string,
  old: CapturedContent,
  columns: readonly string[],
  there: TableRows | undefined,
): { compared: number; harmed: readonly Harmed[] } => {
  const was = { rows: String(old.rows) };
  const is = there && { rows: String(countOf(there)) };
  const harm = there?.large && harmTo(old, there.large);
  if (!harm) return { compared: old.rows, harmed: [{ table, was, times: old.rows, columns }] };
  const harmed = [
    ...(harm.gone > 0 ? [{ table, was, times: harm.gone, columns }] : []),
    ...(harm.changed > 0 && is ? [{ table, was, is, times: harm.changed, columns: harm.columns }] : []),
  ];
  return { compared: harm.compared, harmed };
};

/** Rows of N-1 (`old`) against what is there now: which are gone, and which have another value. */
export const harmedIn = (old: Contents, now: Contents): { compared: number; harmed: readonly Harmed[] } => {
  const harmed: Harmed[] = [];
  let compared = 0;
  for (const [table, was] of old) {
    const { key, columns, rows } = was;
    const there = now.get(table);
    // What grew too large to be held is not known, and nothing that was there is said to be gone.
    if (was.unread || there?.unread || (there?.large && !was.large)) continue;
    if (was.large) {
      const found = harmedLarge(table, was.large, columns, there);
      compared += found.compared;
      harmed.push(...found.harmed);
      continue;
    }
    // Gone altogether, or a column of it: the schema's difference says so already, and every value with it.
    const common = columns.filter((name) => there?.columns.includes(name));
    if (!there || !key.every((name) => common.includes(name))) {
      harmed.push(...rows.map((was) => ({ table, was, columns })));
      compared += rows.length;
      continue;
    }
    const bag = bagOf(there.rows, (row) => identityOf(row, key, common));
    for (const was of rows) {
      compared++;
      const is = bag.get(identityOf(was, key, common))?.shift();
      const differing = is ? common.filter((name) => (is[name] ?? null) !== (was[name] ?? null)) : columns;
      if (differing.length > 0) harmed.push({ table, was, ...(is && { is }), columns: differing });
    }
  }
  return { compared, harmed };
};

/** Rows that are in the one and were not in the other: what N wrote. */
export const writtenIn = (before: Contents, after: Contents): Contents => {
  const written = new Map<string, TableRows>();
  for (const [table, there] of after) {
    const { key, columns, rows, large } = there;
    const known = before.get(table);
    if (large && known?.large) written.set(table, { ...there, before: known.large });
    if (large || there.unread || known?.large) continue;
    const bag = bagOf(known?.rows ?? [], (row) => identityOf(row, key, columns));
    const fresh = rows.filter((row) => bag.get(identityOf(row, key, columns))?.shift() === undefined);
    if (fresh.length > 0) written.set(table, { key, columns, rows: fresh });
  }
  return written;
};

/** What became of the values that N wrote, by table and column. */
export const fateOf = (written: Contents, now: Contents): readonly ColumnAfterDown[] => {
  const told: ColumnAfterDown[] = [];
  for (const [table, what] of written) {
    const { key, columns, rows } = what;
    const there = now.get(table);
    if (there?.unread || (there?.large && !what.large)) continue;
    if (what.large) {
      told.push(...fateIn(table, what, there));
      continue;
    }
    const common = columns.filter((name) => there?.columns.includes(name));
    const isKeyed = key.length > 0 && key.every((name) => common.includes(name));
    const bag =
      there && common.length > 0 && (isKeyed || key.length === 0) ? bagOf(there.rows, (row) => identityOf(row, key, common)) : undefined;
    const found = rows.map((row) => ({ row, is: bag?.get(identityOf(row, key, common))?.shift() }));
    for (const column of columns) {
      let [kept, changed, lost] = [0, 0, 0];
      let shown: ColumnAfterDown['shown'];
      for (const { row, is } of found) {
        const was = row[column] ?? null;
        if (was === null) continue;
        const value = is === undefined || !common.includes(column) ? undefined : (is[column] ?? null);
        if (value === was) {
          kept++;
          continue;
        }
        if (value === undefined || value === null) lost++;
        else changed++;
        shown ??= {
          row: Object.fromEntries((key.length > 0 ? key : columns).map((name) => [name, row[name] ?? null])),
          was,
          ...(value === undefined ? {} : { is: value }),
        };
      }
      if (kept + changed + lost > 0) told.push({ table, column, kept, changed, lost, ...(shown && { shown }) });
    }
  }
  return told;
};
