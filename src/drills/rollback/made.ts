import type { Rows } from '../../storage/engines/postgres/rows.ts';
import type { Captured } from './capture.ts';

// A migration may make rows: its tool notes that it has run, a new permission is listed. Nobody wrote them, and they may go with it.

type Row = Readonly<Record<string, string | null>>;

/** Rows of a table that migrations make by themselves. */
interface MadeRows {
  /** Columns whose value the server makes anew each time: a number of a sequence, the time, a random key. */
  readonly anew: ReadonlySet<string>;
  readonly rows: readonly Row[];
}

/** Rows that migrations make by themselves, by table. */
export type Made = ReadonlyMap<string, MadeRows>;

const added = (before: Rows, after: Rows): Row[] => [...after].flatMap(([name, row]) => (before.has(name) ? [] : [row]));

/** As a bag: rows without a key are told apart by their number, which says nothing. */
const addedKeyless = (before: Rows, after: Rows): Row[] => {
  const there = new Map<string, number>();
  const count = (row: Row, by: number): number => {
    const text = JSON.stringify(row);
    const many = there.get(text) ?? 0;
    there.set(text, many + by);
    return many;
  };
  for (const row of before.values()) count(row, 1);
  return [...after.values()].filter((row) => count(row, -1) <= 0);
};

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

/** A default that calls something gives another value each time, or may. */
const anewIn = ({ catalog }: Captured, table: string): ReadonlySet<string> =>
  new Set(
    catalog.objects.flatMap((object) =>
      object.kind === 'column' && object.table === table && (object.identity || object.default?.includes('('))
        ? [unquoted(object.column)]
        : [],
    ),
  );

/** The rows that came between two moments between which nothing but migrations ran. Tables of which digests alone are kept have none. */
export const madeBetween = (before: Captured, after: Captured): Made =>
  new Map(
    before.shapes.flatMap(({ table, key }) => {
      const [first, then] = [before.rows.get(table), after.rows.get(table)];
      if (!first || !then) return [];
      return [[table, { anew: anewIn(before, table), rows: key.length === 0 ? addedKeyless(first, then) : added(first, then) }]] as const;
    }),
  );

const isMoment = (value: string | null | undefined): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/.test(value);
/** Made by the same statement at two times: moments may be others, and what the server makes anew. */
const isAlike = (one: Row, other: Row, anew: ReadonlySet<string>): boolean =>
  Object.keys({ ...one, ...other }).every((column) => {
    const [a, b] = [one[column], other[column]];
    return a === b || anew.has(column) || (isMoment(a) && isMoment(b));
  });

/** Tells of one row that is gone after the other whether migrations make it. Two that are gone need two that are made. */
export const explaining = (made: Made): ((table: string, row: Row) => boolean) => {
  const open = new Map([...made].map(([table, { rows }]) => [table, [...rows]]));
  return (table, row) => {
    const rows = open.get(table) ?? [];
    const index = rows.findIndex((one) => isAlike(one, row, made.get(table)?.anew ?? new Set()));
    if (index !== -1) rows.splice(index, 1);
    return index !== -1;
  };
};
