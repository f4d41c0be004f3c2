import type { Finding } from '../../model/finding.ts';
import { isBook } from '../migrations/recorded.ts';
import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';
import { type Claim, claimsOn, isUnread } from './claims.ts';
import type { Rows } from './fate.ts';
import { type Place, placeIn } from './lineage.ts';
import { listed } from './listed.ts';
import { observedFinding } from './observed.ts';
import { changesRows, names } from './reach.ts';
import { isAsked, unless } from './rows-after.ts';
import type { ReadScript } from './script.ts';
import { type Contents, countOf, identityOf, type Row, type TableRows } from './tables.ts';

// Rows that a down migration has added: there is nobody who wrote them. It brings rows back, too, and moves what N wrote to where N-1
// looks for it; these have an origin, which its statements name.

/** Rows of one table that neither N-1 nor N wrote. */
interface Added {
  readonly table: string;
  readonly rows: number;
  /** One of them; absent: the table is too large to be held. */
  readonly shown?: Row;
}

/** What was run, there and back. */
export interface Runs {
  readonly ups: readonly ReadScript[];
  readonly downs: readonly ReadScript[];
  /** Whose functions they may call. */
  readonly catalogs: readonly Catalog[];
}

const makesFunction = /^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([^\s(]+)/i;

/** Statements that change rows, with the bodies of the functions that they call; to make one changes none. */
const changing = ({ downs, catalogs }: Runs): readonly string[] => {
  const all = downs.flatMap(({ statements }) => statements.map(({ text }) => text));
  const bodies = new Map([
    ...catalogs.flatMap(({ objects }) =>
      objects.flatMap((one) =>
        one.kind === 'function' || one.kind === 'procedure' ? [[one.name.replace(/\([^]*$/, ''), one.definition] as const] : [],
      ),
    ),
    ...all.flatMap((text) => {
      const name = makesFunction.exec(text)?.[1];
      return name === undefined ? [] : [[name, text] as const];
    }),
  ]);
  const withCalled = (text: string): string => {
    const called = [...bodies].filter(([name]) => names(text, name)).map(([, body]) => body);
    return [text, ...called].join(';\n');
  };
  return all
    .filter((text) => !/^\s*(?:create|drop|alter|comment|grant|revoke)\b/i.test(text))
    .map(withCalled)
    .filter((text) => inserts.test(text) && changesRows.test(text));
};

const inserts = /\b(?:insert|merge|copy)\b/i;
const ensures = /\bon\s+conflict\b|\bnot\s+exists\b|\bnot\s+in\b|\bis\s+null\b|\bexcept\b|\bwhen\s+not\s+matched\b/i;

/** Its rows stand in its text, but for the question whether they are there already. */
const isConstant = (text: string): boolean => !/\bfrom\b|\busing\b/i.test(text.replace(/\bwhere\s+not\s+exists\s*\(.*$/is, ''));

/** Does a statement take what N wrote from where N-1 does not look, or fill in what is missing by another table? */
const movesTo = (text: string, table: string, { old, there = new Map() }: Rows): boolean =>
  [...there].some(([other, rows]) => {
    const place = placeIn(other, rows, old);
    if (!place) return names(text, other);
    if (place.table === table || other === table || !names(text, other)) return false;
    return ensures.test(text) || rows.columns.some((column) => place.columnOf(column) === undefined && names(text, `${other}.${column}`));
  });

/** Lookup rows, and notes of a migration in a book of its own: rows of which the way there took away or made some, or that may be there. */
const keepsBook = (text: string, called: readonly string[], ups: readonly ReadScript[]): boolean =>
  isConstant(text) &&
  (ensures.test(text) ||
    ups.some(({ statements }) =>
      statements.some((up) => /\b(?:insert|delete|merge|truncate)\b/i.test(up.text) && called.some((one) => names(up.text, one))),
    ));

/** Rows that are not in the other, each as often. */
const without = (rows: readonly Row[], others: readonly string[], of: (row: Row) => string): readonly Row[] => {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return rows.filter((row) => {
    const times = left.get(of(row)) ?? 0;
    if (times > 0) left.set(of(row), times - 1);
    return times === 0;
  });
};

/** Rows of another moment as they are told apart now. */
const identitiesAt = (columns: readonly string[], at: Place | undefined): readonly string[] => {
  const theirs = columns.map((name) => at?.columnOf(name) ?? name);
  return at?.there.rows.map((row) => identityOf(row, theirs, [])) ?? [];
};

/** What N wrote into tables that only N knows, as rows of a table that it may be moved to. */
const movable = ({ old, written }: Rows, columns: readonly string[]): readonly string[] =>
  [...written].flatMap(([other, rows]) =>
    placeIn(other, rows, old) || !columns.every((name) => rows.columns.includes(name))
      ? []
      : rows.rows.map((row) => identityOf(row, columns, [])),
  );

/** Rows too many in a table that is held. */
const heldIn = (table: string, is: TableRows, claims: readonly Claim[], rows: Rows, onlyCopies: boolean): readonly Row[] => {
  const { old, there } = rows;
  const home = placeIn(table, is, old);
  const taken = new Set(claims.flatMap(({ found }) => [...found.values()]));
  const open = claims.reduce((sum, { what, found }) => sum + what.rows.length - found.size, 0);
  const free = is.rows.filter((row) => !taken.has(row));
  if (free.length <= open || home?.there.large) return [];
  const at = there && placeIn(table, is, there);
  const common = is.columns.filter((name) => home?.columnOf(name) !== undefined && (!at || at.columnOf(name) !== undefined));
  const key = is.key.length > 0 && is.key.every((name) => common.includes(name)) ? is.key : common;
  const of = (row: Row): string => identityOf(row, key, []);
  // What the migration itself had made, and nobody has taken away.
  const before = new Set(identitiesAt(key, home));
  const made = identitiesAt(key, at).filter((one) => !before.has(one));
  const fresh = without(free, made, of);
  const copies = is.key.length > 0 ? [] : fresh.filter((row) => before.has(of(row)));
  const told = onlyCopies ? without(copies, movable(rows, key), of) : fresh;
  return told.slice(0, Math.max(0, told.length - open));
};

/** How many rows too many a large table has; undefined: that is not known. */
const largeIn = (table: string, is: TableRows, claims: readonly Claim[], { old, there }: Rows): number | undefined => {
  const [home, at] = [placeIn(table, is, old)?.there.large, there && placeIn(table, is, there)?.there.large];
  if (!is.large || !home || !at) return undefined;
  const byNew = claims.find(({ what }) => what.before !== undefined)?.what;
  return is.large.rows - at.rows - (byNew ? countOf(byNew) : 0) - Math.max(0, home.rows - at.rows);
};

/** Rows that a down migration has left and that neither N-1 nor N wrote, by table. */
export const addedBy = (runs: Runs, rows: Rows, now: Contents): readonly Added[] => {
  const { ups } = runs;
  const statements = changing(runs);
  if (statements.length === 0) return [];
  const { old, written, there, oldNames } = rows;
  const claims = claimsOn(old, written, now, oldNames);
  return [...now].flatMap(([table, is]): Added[] => {
    const at = there && placeIn(table, is, there);
    const home = placeIn(table, is, old);
    const called = [...new Set([table, home?.table ?? table, at?.table ?? table])];
    const own = statements.filter((text) => called.some((one) => names(text, one)));
    const mine = [...claims.old, ...claims.written].filter(({ place }) => place?.table === table);
    if (!home || own.length === 0 || is.unread || isBook(table) || mine.some(isUnread)) return [];
    if (own.every((text) => keepsBook(text, called, ups))) return [];
    const onlyCopies = (there && !at) || own.some((text) => movesTo(text, home.table, rows));
    if (is.large) {
      const count = onlyCopies ? 0 : (largeIn(table, is, mine, rows) ?? 0);
      return count > 0 ? [{ table, rows: count }] : [];
    }
    const held = heldIn(table, is, mine, rows, onlyCopies);
    return held.length > 0 ? [{ table, rows: held.length, ...(held[0] && { shown: held[0] }) }] : [];
  });
};

const rowsText = (count: number): string => (count === 1 ? 'a row' : `${count} rows`);

/** What is told of them. `asked`: what N-1 was seen to ask; absent: nothing was captured. */
export const addedFinding = (all: readonly Added[], asked: readonly Statement[] | undefined, server: string): Finding[] => {
  const used = all.filter(({ table }) => isAsked([`table ${table}`], asked));
  const [first] = used.length > 0 ? used : all;
  if (!first) return [];
  return [
    observedFinding(
      'downAdds',
      `the down migration adds ${listed((used.length > 0 ? used : all).map(({ table, rows }) => `${rowsText(rows)} to ${table}`))} that neither N-1 nor N wrote`,
      {
        object: `table ${first.table}`,
        witness: { kind: 'row', value: { ...first, shown: first.shown ?? null }, confirmedBy: server },
        ...unless(used.length > 0, asked, `rows of ${first.table}`),
      },
    ),
  ];
};
