import { type OldNames, type Place, placeIn } from './lineage.ts';
import { type Contents, identityOf, type Row, type TableRows } from './tables.ts';

// Who is who among rows of two moments. Each row that is there now stands for one of those that were there, and no row for two: in a
// table without a key copies are told apart by their number alone.

/** Rows of a table, the place that they are looked for in, and which row there is which of them. */
export interface Claim {
  readonly table: string;
  readonly what: TableRows;
  /** Absent: there is no such table. */
  readonly place?: Place;
  /** Columns that are there, too, with their names there. */
  readonly common: ReadonlyMap<string, string>;
  readonly found: ReadonlyMap<Row, Row>;
  /** Neither has a key by which they could be told apart: they are what they hold. */
  readonly isKeyless: boolean;
}

/** Is nothing known of what became of its rows? */
export const isUnread = ({ what, place }: Claim): boolean =>
  what.unread === true || place?.there.unread === true || (place?.there.large !== undefined && what.large === undefined);

/** So many comparisons of rows are made to find out which row has become which. */
const mostComparisons = 250_000;

interface Open extends Claim {
  readonly found: Map<Row, Row>;
}

const openClaim = (table: string, what: TableRows, now: Contents, oldNames?: OldNames): Open => {
  const place = placeIn(table, what, now, oldNames);
  const common = new Map(
    what.columns.flatMap((column) => {
      const there = place?.columnOf(column);
      return there === undefined ? [] : [[column, there] as const];
    }),
  );
  const isKeyless = what.key.length === 0 || !what.key.every((column) => common.has(column));
  return { table, what, ...(place && { place }), common, found: new Map(), isKeyless };
};

/** Columns by which the rows of a claim are told apart: its own key, that of the table as it is now, or all of them. */
const keyOf = ({ what, place, common, isKeyless }: Claim): readonly string[] => {
  if (!isKeyless) return what.key;
  const names = [...common].filter(([, there]) => place?.there.key.includes(there)).map(([column]) => column);
  return names.length > 0 && names.length === place?.there.key.length ? names : [...common.keys()];
};

/** Has it nothing by which a row that holds something else now could be told? */
const isLoose = (claim: Claim): boolean =>
  keyOf(claim).length === claim.common.size ||
  keyOf(claim).some((column) => claim.what.types[column] !== claim.place?.there.types[claim.common.get(column) ?? column]);

const take = (claim: Open, key: readonly string[], taken: Set<Row>): void => {
  const { what, place, common, found } = claim;
  if (!place || key.length === 0) return;
  const theirs = key.map((column) => common.get(column) ?? column);
  const bag = Map.groupBy(
    place.there.rows.filter((row) => !taken.has(row)),
    (row) => identityOf(row, theirs, []),
  );
  for (const row of what.rows) {
    const is = found.has(row) ? undefined : bag.get(identityOf(row, key, []))?.shift();
    if (!is) continue;
    found.set(row, is);
    taken.add(is);
  }
};

/** What is left of rows without a key: the one that has most values in common, and half of them at least, has become it. */
const takeNearest = ({ what, place, common, found }: Open, taken: Set<Row>): void => {
  const open = what.rows.filter((row) => !found.has(row));
  const free = place?.there.rows.filter((row) => !taken.has(row)) ?? [];
  if (open.length * free.length > mostComparisons) return;
  for (const row of open) {
    let [nearest, most]: [Row | undefined, number] = [undefined, 0];
    for (const other of free) {
      if (taken.has(other)) continue;
      const same = [...common].filter(([column, there]) => (row[column] ?? null) === (other[there] ?? null)).length;
      if (same > most) [nearest, most] = [other, same];
    }
    if (!nearest || most * 2 < common.size) continue;
    found.set(row, nearest);
    taken.add(nearest);
  }
};

/** Rows of N-1 and those that N wrote, looked for among what is there now; what may be of either was N-1's. */
export const claimsOn = (
  old: Contents,
  written: Contents,
  now: Contents,
  oldNames: OldNames = new Map(),
): { readonly old: readonly Claim[]; readonly written: readonly Claim[] } => {
  const taken = new Set<Row>();
  const mine = [...old].map(([table, what]) => openClaim(table, what, now));
  const theirs = [...written].map(([table, what]) => openClaim(table, what, now, oldNames));
  // A table that is the same comes before one that only has its name.
  const isSame = ({ what, place }: Open): boolean => what.is !== undefined && what.is.id === place?.there.is?.id;
  const ordered = [...mine, ...theirs.filter(isSame), ...theirs.filter((one) => !isSame(one))];
  for (const claim of ordered) if (!isUnread(claim)) take(claim, keyOf(claim), taken);
  for (const claim of ordered) if (!isUnread(claim) && isLoose(claim)) takeNearest(claim, taken);
  return { old: mine, written: theirs };
};
