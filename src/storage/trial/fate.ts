import type { ColumnAfterDown } from '../../model/migration.ts';
import type { Change } from '../change.ts';
import type { CapturedContent } from '../content.ts';
import { type Claim, claimsOn, isUnread } from './claims.ts';
import { fateIn, harmTo, inGroupsOf, withNames } from './large.ts';
import { largeUndone, type LargeUpdates } from './large-updates.ts';
import { type OldNames, placeIn } from './lineage.ts';
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

/** Rows that were there, and what is to be known of them. */
export interface Rows {
  readonly old: Contents;
  /** What N had written, and what was there before that. */
  readonly written: Contents;
  readonly there?: Contents | undefined;
  /** What N-1 called what N calls otherwise. */
  readonly oldNames?: OldNames | undefined;
  /** Of rows of N-1, their keys and the values that N has given them. */
  readonly updated?: Contents | undefined;
  readonly updatedLarge?: LargeUpdates | undefined;
}

/** What became of them. */
export interface Fates {
  readonly compared: number;
  readonly harmed: readonly Harmed[];
  readonly columns: readonly ColumnAfterDown[];
  /** Tables of which it is not known, and why. */
  readonly unknown: readonly { readonly table: string; readonly why: string }[];
  /** A value has another form in N-1: whether it is the same the migration shows, when it is run again. */
  readonly isOpen: boolean;
}

/** Types that say something else than they did. */
export const otherTypes = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.flatMap(({ kind, name, was }) => (/^(?:enum|domain|composite|range)$/.test(kind) ? [name, was?.name ?? name] : [])));

/** Rows that are in the one and were not in the other: what N wrote. */
export const writtenIn = (before: Contents, after: Contents): Contents => {
  const written = new Map<string, TableRows>();
  for (const [table, there] of after) {
    const { key, columns, rows, large } = there;
    const known = before.get(table);
    if (large && known?.large) written.set(table, { ...there, before: known.large });
    if (large || there.unread || known?.large) continue;
    const bag = Map.groupBy(known?.rows ?? [], (row) => identityOf(row, key, columns));
    const fresh = rows.filter((row) => bag.get(identityOf(row, key, columns))?.shift() === undefined);
    if (fresh.length > 0) written.set(table, { ...there, rows: fresh });
  }
  return written;
};

/** Of a table that is too large to be held. */
const harmedLarge = (table: string, old: CapturedContent, { what, place }: Claim): { compared: number; harmed: readonly Harmed[] } => {
  const { columns } = what;
  const was = { rows: String(old.rows) };
  const is = place && { rows: String(countOf(place.there)) };
  const now = place && inGroupsOf(old, place.there);
  const harm = now && harmTo(old, now);
  if (!harm) return { compared: old.rows, harmed: [{ table, was, times: old.rows, columns }] };
  const harmed = [
    ...(harm.gone > 0 ? [{ table, was, times: harm.gone, columns }] : []),
    ...(harm.changed > 0 && is ? [{ table, was, is, times: harm.changed, columns: harm.columns }] : []),
  ];
  return { compared: harm.compared, harmed };
};

/** A large table with the names that N has for its columns; undefined: its key has another one. */
const largeInNames = (there: TableRows, common: Claim['common']): TableRows | undefined => {
  const names = new Map([...common].map(([column, name]) => [name, column]));
  if ([...names].every(([name, column]) => name === column)) return there;
  const all = [there.large, ...(there.others ?? [])].map((one) => one && withNames(one, (name) => names.get(name) ?? name));
  const [large, ...others] = all;
  if (there.large && !large) return undefined;
  const types = Object.fromEntries(Object.entries(there.types).map(([name, type]) => [names.get(name) ?? name, type]));
  return { ...there, types, ...(large && { large }), others: others.filter((one) => one !== undefined) };
};

/** Rows of N-1: which are gone, and which have another value. */
const harmedIn = (claims: readonly Claim[]): Pick<Fates, 'compared' | 'harmed'> => {
  const harmed: Harmed[] = [];
  let compared = 0;
  for (const claim of claims) {
    const { table, what, place, common, found, isKeyless } = claim;
    // What grew too large to be held is not known, and nothing that was there is said to be gone.
    if (isUnread(claim)) continue;
    if (what.large) {
      const large = harmedLarge(table, what.large, claim);
      compared += large.compared;
      harmed.push(...large.harmed);
      continue;
    }
    compared += what.rows.length;
    // Gone altogether, or a column of its key: the schema's difference says so already, and every value with it.
    const isGone = !place || (isKeyless && what.key.length > 0);
    for (const was of what.rows) {
      const is = isGone ? undefined : found.get(was);
      const differing = is
        ? [...common]
            .filter(([column, there]) => Object.hasOwn(was, column) && (is[there] ?? null) !== (was[column] ?? null))
            .map(([column]) => column)
        : what.columns;
      if (differing.length > 0) harmed.push({ table, was, ...(is && { is }), columns: differing });
    }
  }
  return { compared, harmed };
};

/** Is what N and N-1 have for its type written otherwise? */
const hasOtherForm = ({ what, place, common }: Claim, column: string, otherTypes: ReadonlySet<string>): boolean => {
  const there = common.get(column);
  if (there === undefined) return false;
  const [own, its] = [what.types[column] ?? '', place?.there.types[there] ?? ''];
  return own !== its || otherTypes.has(own.replace(/(?:\[\])+$/, ''));
};

/** `407563` in a type that keeps two digits is `407563.00`: nothing of it is gone. */
const isSameNumber = ({ what, place, common }: Claim, column: string, was: string, is: string): boolean => {
  const types = [what.types[column], place?.there.types[common.get(column) ?? '']];
  if (!types.every((type) => /^(?:numeric|smallint|integer|bigint)\b/.test(type ?? ''))) return false;
  const [a, b] = [was, is].map((text) => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text));
  return a === b;
};

/** What became of the values that N wrote in one table, by column. */
const valuesOf = (
  claim: Claim,
  again: Claim | undefined,
  otherTypes: ReadonlySet<string>,
): { columns: readonly ColumnAfterDown[]; isOpen: boolean } => {
  const { table, what, common, found } = claim;
  const { key, columns, rows } = what;
  const told: ColumnAfterDown[] = [];
  let isOpen = false;
  for (const column of columns) {
    let [kept, changed, lost] = [0, 0, 0];
    let shown: ColumnAfterDown['shown'];
    const there = common.get(column);
    const isOther = hasOtherForm(claim, column, otherTypes);
    for (const row of rows) {
      const was = row[column] ?? null;
      if (was === null) continue;
      const is = there === undefined ? undefined : found.get(row);
      const value = is === undefined || there === undefined ? undefined : (is[there] ?? null);
      const isBack = isOther && value != null && again?.found.get(row)?.[again.common.get(column) ?? column] === was;
      if (value === was || isBack || (isOther && value != null && isSameNumber(claim, column, was, value))) {
        kept++;
        continue;
      }
      if (isOther && value != null) isOpen = true;
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
  return { columns: told, isOpen };
};

/** Values with what N-1 calls their columns, where it knows them by another name. */
const named = (
  columns: readonly ColumnAfterDown[],
  { what, table }: Claim,
  old: Contents,
  oldNames: OldNames | undefined,
): ColumnAfterDown[] => {
  const place = placeIn(table, what, old, oldNames ?? new Map());
  return columns.map((one) => {
    const column = place?.columnOf(one.column);
    return place && column !== undefined && (place.table !== table || column !== one.column)
      ? { ...one, old: { table: place.table, column } }
      : one;
  });
};

/** What became of the values that N gave to rows of N-1: of these, and not of the keys that tell which rows they are. */
const ofUpdated = (
  { old, updated = new Map(), oldNames }: Rows,
  now: Contents,
  otherTypes: ReadonlySet<string>,
  again: Contents | undefined,
): Pick<Fates, 'columns' | 'isOpen'> => {
  const back = again && claimsOn(new Map(), updated, again).written;
  const all = claimsOn(new Map(), updated, now, oldNames).written.map((claim) => {
    const { columns, isOpen } = valuesOf(
      claim,
      back?.find(({ table }) => table === claim.table),
      otherTypes,
    );
    return {
      columns: named(
        columns.filter(({ column }) => !claim.what.key.includes(column)),
        claim,
        old,
        oldNames,
      ),
      isOpen,
    };
  });
  return { columns: all.flatMap(({ columns }) => columns), isOpen: all.some(({ isOpen }) => isOpen) };
};

/** Counts of one column, together. */
export const joined = (columns: readonly ColumnAfterDown[], others: readonly ColumnAfterDown[]): ColumnAfterDown[] => {
  const rest = new Map(others.map((one) => [`${one.table}.${one.column}`, one]));
  const both = columns.map((one) => {
    const other = rest.get(`${one.table}.${one.column}`);
    rest.delete(`${one.table}.${one.column}`);
    if (!other) return one;
    const { kept, changed, lost } = other;
    return { ...other, ...one, kept: one.kept + kept, changed: one.changed + changed, lost: one.lost + lost };
  });
  return [...both, ...rest.values()];
};

/**
 * What became of the rows of N-1 and of what N had written, in what a down migration has left.
 * @param otherTypes types that say something else in N than in what is left
 * @param again once N's migration has run again: a value that has another form in N-1 is kept where it comes back
 */
export const fatesOf = (rows: Rows, now: Contents, otherTypes: ReadonlySet<string>, again?: Contents): Fates => {
  const { old, written, there, oldNames } = rows;
  const claims = claimsOn(old, written, now, oldNames);
  const back = again && claimsOn(there ?? new Map(), written, again);
  const unknown = [...claims.old, ...claims.written]
    .filter(isUnread)
    .map(({ table }) => ({ table, why: 'it is too large to be held, and could not be digested' }));
  const columns: ColumnAfterDown[] = [];
  let isOpen = false;
  for (const claim of claims.written) {
    if (isUnread(claim)) continue;
    const { table, what, place, common } = claim;
    const home = what.large && place && largeInNames(place.there, common);
    if (what.large && place && !home) {
      unknown.push({ table, why: 'it is too large to be held, and its key was renamed' });
      continue;
    }
    const told = what.large
      ? { columns: fateIn(table, what, home), isOpen: false }
      : valuesOf(
          claim,
          back?.written.find((one) => one.table === table),
          otherTypes,
        );
    columns.push(...named(told.columns, claim, old, oldNames));
    isOpen ||= told.isOpen;
  }
  const updates = ofUpdated(rows, now, otherTypes, again);
  const large = largeUndone(rows.updatedLarge ?? new Map(), old, now);
  return { ...harmedIn(claims.old), columns: joined(joined(columns, updates.columns), large), unknown, isOpen: isOpen || updates.isOpen };
};
