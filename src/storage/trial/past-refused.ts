import type { Catalog } from '../catalog.ts';
import type { Connection } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import type { Rows } from './fate.ts';
import { type Failure, type ReadScript, runStatements } from './script.ts';
import { type Contents, identityOf, readContents, type Row, type TableRows } from './tables.ts';
import { isAsRead, newsFor, remove } from './without-news.ts';

// One row that a down migration refuses hides what it does to all others. So it is tried again without the rows that stop it: first
// without those that were put where N was not seen to write, then without as many as it takes.

/** Rows of one table. */
interface Some {
  readonly table: string;
  readonly rows: readonly Row[];
}

/** What the down migration takes. */
export interface Past {
  /** What N wrote, without the rows that stopped it. These are gone from the database. */
  readonly written: Contents;
  /** Rows that stopped it. */
  readonly without: number;
  /** Nobody but the migration itself was seen to write these tables: the rows in them were made. Absent: it is stopped by others. */
  readonly onlyMade?: readonly string[];
}

/** More runs are not made to find the rows. */
const mostRuns = 60;

/** Rows that refer to these go with them. */
const removeReferring = async (session: Connection, catalog: Catalog, { table, rows }: Some, depth = 0): Promise<void> => {
  for (const one of catalog.objects) {
    if (depth > 4 || one.kind !== 'constraint' || one.references?.table !== table) continue;
    const { columns } = one.references;
    const where = isAsRead(one.columns);
    const own = catalog.objects.flatMap((object) => (object.kind === 'column' && object.table === one.table ? [object.column] : []));
    for (const row of rows) {
      const values = columns.map((name) => row[name] ?? null);
      if (values.includes(null)) continue;
      const reply = await session.ask({ text: `SELECT ${own.join(', ')} FROM ${one.table} WHERE ${where}`, values });
      if (reply.kind === 'refused' || reply.rows.length === 0) continue;
      const found = reply.rows.map((texts) => Object.fromEntries(own.map((name, at) => [name, texts[at] ?? null])));
      await removeReferring(session, catalog, { table: one.table, rows: found }, depth + 1);
      await session.place({ text: `DELETE FROM ${one.table} WHERE ${where}`, values });
    }
  }
};

/** Takes these rows out, in the open transaction; false: they cannot be. */
const take = async (session: Connection, before: Rows, catalog: Catalog, some: readonly Some[]): Promise<boolean> => {
  for (const one of some) {
    const there = before.written.get(one.table);
    if (!there || one.rows.length === 0) continue;
    await removeReferring(session, catalog, one);
    if (!(await remove(session, one.table, { ...there, rows: one.rows }, before.there?.get(one.table)))) return false;
  }
  return true;
};

/** Is the table written by what N was seen to ask? Where that cannot be said it is. */
const isWrittenBy = (table: string, asked: readonly Statement[]): boolean =>
  asked.some(
    ({ kind, origin, touches }) =>
      origin !== 'generated' && kind !== 'select' && (touches.length === 0 || touches.includes(`table ${table}`)),
  );

/** What N wrote into tables that only the migration is known to write, and that the down looks at. */
export const madeUp = (down: ReadScript, before: Rows, asked: readonly Statement[]): readonly (readonly [string, TableRows])[] =>
  newsFor(down, before).filter(([table]) => !isWrittenBy(table, asked));

/**
 * Takes out the rows of N that stop a down migration. Undefined: no rows do, or they are not found; nothing was changed then.
 * @param asked what N was seen to ask
 */
export const pastRefused = async (
  session: Connection,
  down: ReadScript,
  before: Rows,
  next: Catalog,
  { refusal }: Failure,
  asked: readonly Statement[],
): Promise<Past | undefined> => {
  // Classes 22 and 23: values that do not fit, and constraints.
  if (down.mode !== 'one-transaction' || !/^2[23]/.test(refusal.code)) return undefined;
  let runs = 0;
  const goesWithout = async (some: readonly Some[]): Promise<boolean> => {
    runs++;
    await session.begin();
    try {
      return (await take(session, before, next, some)) && (await runStatements(session, down)) === undefined;
    } finally {
      await session.rollback();
      await session.reset();
    }
  };
  const leave = async (some: readonly Some[]): Promise<Contents | undefined> => {
    await session.begin();
    const isTaken = await take(session, before, next, some);
    if (!isTaken || (await session.commit()).kind === 'refused') {
      await session.rollback();
      return undefined;
    }
    const now = await readContents(session, next, [before.written]);
    return new Map(
      [...before.written].flatMap(([table, there]): [string, TableRows][] => {
        if (there.large) return [[table, there]];
        const { key, columns } = there;
        const left = new Set(now.get(table)?.rows.map((row) => identityOf(row, key, columns)));
        const rows = there.rows.filter((row) => left.has(identityOf(row, key, columns)));
        return rows.length === 0 ? [] : [[table, { ...there, rows }]];
      }),
    );
  };

  const made = madeUp(down, before, asked);
  const news = made.map(([table, { rows }]): Some => ({ table, rows }));
  if (news.length > 0 && (await goesWithout(news))) {
    const written = await leave(news);
    return written && { written, without: news.reduce((sum, { rows }) => sum + rows.length, 0), onlyMade: made.map(([table]) => table) };
  }
  const apart = new Set(made.map(([table]) => table));
  const all = [...before.written].flatMap(([table, { rows, large }]) =>
    large || apart.has(table) ? [] : rows.map((row) => ({ table, row })),
  );
  type One = (typeof all)[number];
  const inTables = (ones: readonly One[]): Some[] => [
    ...news,
    ...[...Map.groupBy(ones, ({ table }) => table)].map(([table, of]) => ({ table, rows: of.map(({ row }) => row) })),
  ];
  if (all.length === 0 || !(await goesWithout(inTables(all)))) return undefined;
  // Which of these stop it, where each that stops it does so by itself.
  const stopping = async (some: readonly One[]): Promise<readonly One[]> => {
    const mine = new Set(some);
    if (runs < mostRuns && (await goesWithout(inTables(all.filter((one) => !mine.has(one)))))) return [];
    if (some.length === 1 || runs >= mostRuns) return some;
    const half = Math.ceil(some.length / 2);
    return [...(await stopping(some.slice(0, half))), ...(await stopping(some.slice(half)))];
  };
  const found = await stopping(all);
  const out = inTables(found);
  if (!(await goesWithout(out))) return undefined;
  const written = await leave(out);
  return written && { written, without: found.length };
};
