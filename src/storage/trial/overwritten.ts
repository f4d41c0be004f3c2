import type { ColumnAfterDown } from '../../model/migration.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import { type Table, tablesOf } from '../rows/shape.ts';
import type { Rows } from './fate.ts';
import { type Place, placeIn } from './lineage.ts';
import { changesRows, reachOf } from './reach.ts';
import { type ReadScript, runStatements } from './script.ts';
import { type Contents, identityOf, type Row, type TableRows } from './tables.ts';
import { removeNews } from './without-news.ts';

// N changes rows of N-1, too, and a down migration may write over that: from a copy that the migration has kept, for one. Where nobody
// has seen what N changes, each row is made to hold what the next one holds, in all that both versions know and in what N alone knows:
// so what a down works out of another column comes to the same. Whatever stands in such a row after the down as if N had not
// been there is written over; what stands in the next one there is a translation of it.

/** Rows of one table that N has changed. */
interface Changed {
  readonly table: string;
  readonly what: TableRows;
  readonly key: readonly string[];
  /** Columns that N-1 has, too; and what N-1 calls them. */
  readonly known: readonly string[];
  readonly home: Pick<Place, 'table' | 'columnOf'>;
  /** What each row held, what N has made of it, and the row whose values those are. */
  readonly rows: readonly { readonly was: Row; readonly is: Row; readonly source: Row }[];
}

/** What became of them. */
export interface Undone extends Changed {
  /** By their keys, after the down. */
  readonly left: ReadonlyMap<string, Row>;
}

/** So many rows of a table are changed. */
const mostRows = 40;
const rowsOfLarge = 8;

const texts = (row: Row, key: readonly string[]): string => identityOf(row, key, []);

/** May it change rows that it does not drop? A table may be put in another one's place. */
const mayChangeRows = (down: ReadScript, reach: ReadonlySet<string> | undefined): boolean =>
  reach === undefined || down.statements.some(({ text }) => changesRows.test(text) || /\bdrop\s+table\b|\brename\s+to\b/i.test(text));

/** Its key, or what tells its rows apart as well; empty: nothing does. */
const keyOf = ({ primary, uniques, columns }: Table): readonly string[] => {
  const nullable = new Set(columns.filter((column) => column.nullable).map(({ name }) => name));
  return primary.length > 0 ? primary : (uniques.find((one) => !one.columns.some((name) => nullable.has(name)))?.columns ?? []);
};

/** Rows by their keys; none of a table that cannot be read. */
const readRows = async (
  session: Connection,
  { table, columnOf }: Pick<Place, 'table' | 'columnOf'>,
  key: readonly string[],
  columns: readonly string[],
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Row>> => {
  const names = columns.map(columnOf);
  const keys = key.map(columnOf);
  const found = new Map<string, Row>();
  if (names.includes(undefined) || keys.includes(undefined) || rows.length === 0) return found;
  const tuple = (at: number): string => `(${key.map((_, index) => `$${at * key.length + index + 1}`).join(', ')})`;
  const reply = await session.place({
    text: `SELECT ${names.join(', ')} FROM ${table} WHERE (${keys.join(', ')}) IN (${rows.map((_, at) => tuple(at)).join(', ')})`,
    values: rows.flatMap((row) => key.map((name) => row[name] ?? null)),
  });
  if (reply.kind === 'refused') return found;
  for (const values of reply.rows) {
    const row = Object.fromEntries(columns.map((name, at) => [name, values[at] ?? null]));
    found.set(texts(row, key), row);
  }
  return found;
};

/** Some from the middle of a large table, where a seed's are. */
const someOf = async (
  session: Connection,
  table: string,
  { columns, large }: TableRows,
  key: readonly string[],
): Promise<readonly Row[]> => {
  const reply = await session.place({
    text: `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${key.join(', ')} LIMIT ${rowsOfLarge} OFFSET ${Math.trunc((large?.rows ?? 0) / 2)}`,
  });
  return reply.kind === 'refused' ? [] : reply.rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
};

const asItIs = (table: string): Pick<Place, 'table' | 'columnOf'> => ({ table, columnOf: (column) => column });

/** Lets N change rows of one table, in the open transaction. */
const changeRows = async (
  session: Connection,
  table: Table,
  what: TableRows,
  { old, there, oldNames }: Rows,
): Promise<Changed | undefined> => {
  const { name } = table;
  const key = keyOf(table);
  const home = placeIn(name, what, old, oldNames);
  // Where another one has taken its name N writes there.
  if (!home || key.length === 0 || (home.table !== name && there?.has(home.table))) return undefined;
  const fixed = new Set([...key, ...table.uniques.flatMap(({ columns }) => columns)]);
  const given = table.columns.filter((column) => column.written && !fixed.has(column.name)).map((column) => column.name);
  const known = given.filter((column) => home.columnOf(column) !== undefined);
  if (known.length === 0) return undefined;
  const some = what.large ? await someOf(session, name, what, key) : what.rows.slice(0, mostRows);
  const rows: { was: Row; source: Row }[] = [];
  const where = key.map((column, at) => `${column} = $${given.length + at + 1}`).join(' AND ');
  const text = `UPDATE ${name} SET ${given.map((column, at) => `${column} = $${at + 1}`).join(', ')} WHERE ${where}`;
  for (const [at, was] of some.entries()) {
    const others = [...some.slice(at + 1), ...some.slice(0, at)];
    const source = others.find((other) => known.some((column) => other[column] !== was[column]));
    if (!source) continue;
    const values = [...given.map((column) => source[column] ?? null), ...key.map((column) => was[column] ?? null)];
    if ((await session.place({ text, values })).kind === 'done') rows.push({ was, source });
  }
  const now = await readRows(
    session,
    asItIs(name),
    key,
    what.columns,
    rows.map(({ was }) => was),
  );
  const changed = rows.flatMap(({ was, source }) => {
    const is = now.get(texts(was, key));
    return is ? [{ was, is, source }] : [];
  });
  return changed.length === 0 ? undefined : { table: name, what, key, known, home, rows: changed };
};

/** Tables and columns as they are at this moment, without a row. */
const namesNow = async (session: Connection): Promise<Contents> =>
  new Map(
    [...(await session.identities())].map(([table, is]) => [table, { key: [], columns: Object.keys(is.columns), types: {}, is, rows: [] }]),
  );

/** What stands in these rows, and in those whose values they were given. */
const leftOf = async (session: Connection, changed: readonly Changed[]): Promise<readonly Undone[]> => {
  const names = await namesNow(session);
  const found: Undone[] = [];
  for (const one of changed) {
    const place = placeIn(one.table, one.what, names);
    const known = one.known.filter((column) => place?.columnOf(column) !== undefined);
    const rows = one.rows.flatMap(({ was, source }) => [was, source]);
    const left = place ? await readRows(session, place, one.key, [...one.key, ...known], rows) : new Map<string, Row>();
    found.push({ ...one, known, left });
  }
  return found;
};

/**
 * Lets N change rows of N-1 and takes them back; nothing of it stays.
 * Empty: the down changes no rows, none can be changed, or the down is refused then, or cannot be tried in one transaction.
 * @param next the catalog of N
 */
export const tryOverwriting = async (
  session: Connection,
  down: ReadScript,
  before: Rows,
  catalogs: readonly Catalog[],
  next: Catalog,
): Promise<readonly Undone[]> => {
  const reach = reachOf(down, catalogs);
  if (down.mode !== 'one-transaction' || !mayChangeRows(down, reach)) return [];
  const tables = tablesOf(next).filter(({ name }) => reach?.has(name) ?? true);
  await session.begin();
  try {
    const changed: Changed[] = [];
    for (const table of tables) {
      const what = before.there?.get(table.name);
      const one = what && !what.unread ? await changeRows(session, table, what, before) : undefined;
      if (one) changed.push(one);
    }
    if (changed.length === 0 || !(await removeNews(session, down, before))) return [];
    // What is checked at the end of N's transaction is checked before the down comes.
    if ((await session.place({ text: 'SET CONSTRAINTS ALL IMMEDIATE' })).kind === 'refused') return [];
    return (await runStatements(session, down)) ? [] : await leftOf(session, changed);
  } finally {
    await session.rollback();
    await session.reset();
  }
};

/** What is lost of it, by column, held against a database in which the down was run without that. */
export const overwritten = async (session: Connection, undone: readonly Undone[]): Promise<readonly ColumnAfterDown[]> => {
  if (undone.length === 0) return [];
  await session.begin();
  const usual = await leftOf(session, undone).finally(() => session.rollback());
  return undone.flatMap(({ table, key, known, home, rows, left }, index) =>
    known.flatMap((column): ColumnAfterDown[] => {
      const own = { table: home.table, column: home.columnOf(column) ?? column };
      let [kept, changed, lost] = [0, 0, 0];
      let shown: ColumnAfterDown['shown'];
      for (const { was, is, source } of rows) {
        const [mine, alone, next] = [left.get(texts(was, key)), ...[was, source].map((row) => usual[index]?.left.get(texts(row, key)))];
        // What the down takes away or cannot be found is gone with or without N's change.
        if (is[column] === was[column] || !alone || !next || alone[column] === undefined) continue;
        const value = mine?.[column];
        const isUndone = !mine || (value === alone[column] && value !== is[column] && value !== next[column]);
        if (!isUndone) {
          kept++;
          continue;
        }
        if (value == null) lost++;
        else changed++;
        shown ??= {
          row: Object.fromEntries(key.map((name) => [name, was[name] ?? null])),
          was: is[column] ?? null,
          ...(value === undefined ? {} : { is: value }),
        };
      }
      return shown
        ? [{ table, column, ...(own.table !== table || own.column !== column ? { old: own } : {}), kept, changed, lost, shown }]
        : [];
    }),
  );
};
