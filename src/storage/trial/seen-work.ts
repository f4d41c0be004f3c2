import type { Catalog } from '../catalog.ts';
import type { Connection, Numbering } from '../engine.ts';
import type { Baseline } from './cells.ts';
import { readNumbers } from './feeds.ts';
import { type LargeUpdate, largeUpdate, type LargeUpdates, untouched } from './large-updates.ts';
import { placeIn } from './lineage.ts';
import { type Contents, identityOf, readContents, type Row, type TableRows } from './tables.ts';

// What N was seen to write stays there for the down migration. A row of N-1 that N has changed or deleted need not be what it was after
// going back: its new values are what N wrote.

/** Rows of N-1 once N was at work. */
export interface SeenWork {
  /** Without the rows that N deleted, and the values that it changed. */
  readonly old: Contents;
  /** Keys, and the values that N has given. */
  readonly updated: Contents;
  /** The same of tables that are too large to be held. */
  readonly updatedLarge: LargeUpdates;
  /** With numbers ahead that N has given itself. */
  readonly numbers: readonly Numbering[];
}

/** What N made of the rows of N-1. `there`: these on its schema, before; `now`: after. */
const changedByNew = (old: Contents, there: Contents, now: Contents): Pick<SeenWork, 'old' | 'updated' | 'updatedLarge'> => {
  const left = new Map(old);
  const updated = new Map<string, TableRows>();
  const updatedLarge = new Map<string, LargeUpdate>();
  for (const [table, mine] of old) {
    const before = placeIn(table, mine, there);
    const after = before && now.get(before.table);
    const large = mine.large && before && after ? largeUpdate(mine.large, before, after) : undefined;
    if (large) {
      left.set(table, { ...mine, large: untouched(large) });
      updatedLarge.set(table, large);
    }
    if (!before || !after || [mine, before.there, after].some(({ large, unread }) => large || unread)) continue;
    const { key, columns } = before.there;
    const named = mine.columns.map((column) => [column, before.columnOf(column)] as const);
    const names = named.flatMap(([, name]) => name ?? []);
    const telling = key.length > 0 ? key : names;
    // Without its key nothing tells which row it is.
    if (telling.length === 0 || !telling.every((name) => names.includes(name))) continue;
    const asThere = (row: Row): Row =>
      Object.fromEntries(named.flatMap(([column, name]) => (name === undefined ? [] : [[name, row[column] ?? null]])));
    const bags = [before.there, after].map(({ rows }) => Map.groupBy(rows, (row) => identityOf(row, telling, [])));
    const rows: Row[] = [];
    const news: Row[] = [];
    for (const row of mine.rows) {
      const [was, is] = bags.map((bag) => bag.get(identityOf(asThere(row), telling, []))?.shift());
      if (was && !is) continue;
      const changed = new Set(was && is ? columns.filter((name) => (was[name] ?? null) !== (is[name] ?? null)) : []);
      rows.push(
        changed.size === 0
          ? row
          : Object.fromEntries(Object.entries(row).filter(([column]) => !changed.has(before.columnOf(column) ?? ''))),
      );
      if (is && changed.size > 0)
        news.push(
          Object.fromEntries(columns.filter((name) => key.includes(name) || changed.has(name)).map((name) => [name, is[name] ?? null])),
        );
    }
    left.set(table, { ...mine, rows });
    if (news.length > 0) updated.set(before.table, { ...before.there, rows: news });
  }
  return { old: left, updated, updatedLarge };
};

/** Lets N write what it was seen to write, in its order, and keeps it. `numbers`: where sequences stood before. */
export const letSeenWork = async (
  session: Connection,
  catalog: Catalog,
  baseline: readonly Baseline[],
  old: Contents,
  there: Contents,
  numbers: readonly Numbering[],
): Promise<SeenWork> => {
  const seen = baseline.map(({ statement }) => statement).filter(({ origin }) => origin === 'captured');
  if (seen.length === 0) return { old, updated: new Map(), updatedLarge: new Map(), numbers };
  await session.begin();
  for (const { text, values } of seen) await session.place({ text, values });
  // What is deferred to the end is refused there, and nothing is kept.
  if ((await session.commit()).kind === 'refused') return { old, updated: new Map(), updatedLarge: new Map(), numbers };
  const ahead = numbers.length === 0 ? [] : await readNumbers(session, catalog);
  return {
    ...changedByNew(old, there, await readContents(session, catalog, [there])),
    numbers: numbers.map((was) => {
      const now = ahead.find(({ feed }) => feed.table !== undefined && feed.table === was.feed.table && feed.column === was.feed.column);
      return now ? { ...was, ahead: [...new Set([...was.ahead, ...now.ahead])], isMore: was.isMore || now.isMore } : was;
    }),
  };
};
