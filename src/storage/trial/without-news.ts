import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import { diffCatalogs } from '../diff.ts';
import { type Fates, fatesOf, otherTypes, type Rows } from './fate.ts';
import { placeIn } from './lineage.ts';
import { changesRows, names } from './reach.ts';
import { type ReadScript, runStatements } from './script.ts';
import { type Contents, identityOf, readContents, type Row, type TableRows } from './tables.ts';

// A migration may note for its down what was there: a table that nobody writes but itself. N is made to write everywhere, also there,
// and what it writes may keep the down from doing what it does. So the down is tried without that first.

/** Tables that only N knows and the down looks at where it changes rows, with what N wrote there. */
export const newsFor = (down: ReadScript, { written, old, oldNames }: Rows): readonly (readonly [string, TableRows])[] => {
  const changing = down.statements.filter(({ text }) => changesRows.test(text));
  return [...written].filter(
    ([table, rows]) =>
      rows.large === undefined && placeIn(table, rows, old, oldNames) === undefined && changing.some(({ text }) => names(text, table)),
  );
};

/** Columns are as they were read. A cast would write some otherwise: `true` for `t`, a `char(n)` without its spaces. */
export const isAsRead = (columns: readonly string[]): string =>
  columns
    .map((name, at) => `CASE WHEN num_nulls(${name}) = 0 THEN format('%s', ${name}) END IS NOT DISTINCT FROM $${at + 1}`)
    .join(' AND ');

/** Takes out what N wrote, and leaves what is just like it and was there before. */
export const remove = async (
  session: Connection,
  table: string,
  { columns, rows }: TableRows,
  there: TableRows | undefined,
): Promise<boolean> => {
  const where = isAsRead(columns);
  const into = `INSERT INTO ${table} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`;
  const texts = (row: Row): string => identityOf(row, [], columns);
  for (const row of new Map(rows.map((one) => [texts(one), one])).values()) {
    const values = columns.map((name) => row[name] ?? null);
    const copies = there?.rows.filter((one) => texts(one) === texts(row)) ?? [];
    for (const text of [`DELETE FROM ${table} WHERE ${where}`, ...copies.map(() => into)])
      if ((await session.place({ text, values })).kind === 'refused') return false;
  }
  return true;
};

/** Takes out, in the open transaction, what N wrote where the migration keeps its notes; false: it cannot be. */
export const removeNews = async (session: Connection, down: ReadScript, before: Rows): Promise<boolean> => {
  for (const [table, rows] of newsFor(down, before)) if (!(await remove(session, table, rows, before.there?.get(table)))) return false;
  return true;
};

/** What becomes of rows where N has written only what N-1 knows, too; nothing of it stays. Undefined: that is no other case, or it cannot be tried. */
export const tryWithoutNews = async (session: Connection, down: ReadScript, before: Rows, next: Catalog): Promise<Fates | undefined> => {
  const news = down.mode === 'one-transaction' ? newsFor(down, before) : [];
  if (news.length === 0) return undefined;
  await session.begin();
  try {
    if (!(await removeNews(session, down, before)) || (await runStatements(session, down))) return undefined;
    const left = await session.catalog();
    const without = new Set(news.map(([table]) => table));
    const written: Contents = new Map([...before.written].filter(([table]) => !without.has(table)));
    const now = await readContents(session, left, [before.old, written]);
    const fates = fatesOf({ ...before, written }, now, otherTypes(diffCatalogs(next, left)));
    return fates.isOpen ? undefined : fates;
  } finally {
    await session.rollback();
    await session.reset();
  }
};

export const harmOf = ({ columns, harmed }: Fates): number =>
  harmed.length + columns.reduce((sum, { changed, lost }) => sum + changed + lost, 0);

/** The graver of both, table by table of what N wrote. */
export const graver = (fates: Fates, without: Fates | undefined): Fates => {
  if (!without) return fates;
  const tables = new Set(without.columns.map(({ table }) => table));
  const same = fates.columns.filter(({ table }) => tables.has(table));
  if (harmOf(without) <= harmOf({ ...fates, columns: same })) return fates;
  return { ...fates, harmed: without.harmed, columns: [...without.columns, ...fates.columns.filter(({ table }) => !tables.has(table))] };
};
