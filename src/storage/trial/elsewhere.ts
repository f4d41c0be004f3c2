import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import type { Asked, Connection } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { writtenBy } from './read-back.ts';
import type { Baseline } from './cells.ts';
import type { Difference, Done } from './compare.ts';
import { added, done, plain, putDifferently } from './left.ts';
import type { Observation } from './observation.ts';
import type { Prepared } from './prepare.ts';
import type { ReadScript } from './script.ts';

// What a statement leaves in tables that it does not write itself: there it is told by what the migration's triggers, rules and functions
// do. Looked at are the tables that these speak of, and only where the migration has any.

/** So much is looked at: tables, rows of each, statements. */
const mostTables = 12;
const mostRows = 1000;
const mostStatements = 200;

interface Table {
  readonly name: string;
  readonly columns: readonly ColumnObject[];
}

/** Rows of the tables by their names. */
type Rows = ReadonlyMap<string, Done>;

/** What statements of N-1 left on its own schema, twice. */
export interface Elsewhere {
  readonly tables: readonly Table[];
  readonly before: Rows;
  readonly left: ReadonlyMap<Baseline, readonly [Rows | undefined, Rows | undefined]>;
}

const wordsIn = (text: string): readonly string[] =>
  (text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []).flatMap((word) => [word, word.toLowerCase()]);

const lastName = (name: string): string => plain(/(?:"(?:[^"]|"")*"|[^."]+)$/.exec(name.replace(/\(.*$/s, ''))?.[0] ?? name);

/** All words of the migration, and of what it sets off or hangs something on. */
const reachedBy = (catalog: Catalog, up: ReadScript): ReadonlySet<string> => {
  const text = up.statements.map((statement) => statement.text).join('\n');
  if (!/\b(?:trigger|function|procedure|rule)\b/i.test(text)) return new Set();
  const words = new Set(wordsIn(text));
  const open = new Map(
    catalog.objects.flatMap((one): readonly (readonly [string, { readonly names: readonly string[]; readonly text: string }])[] => {
      if (one.kind === 'function' || one.kind === 'procedure')
        return [[`${one.kind} ${one.name}`, { names: [lastName(one.name)], text: one.definition }]];
      if (one.kind !== 'trigger') return [];
      const runs = /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(one.definition)?.[1] ?? '';
      return [[`trigger ${one.name}`, { names: [lastName(one.table), lastName(runs)], text: one.definition }]];
    }),
  );
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const [key, { names, text: body }] of open) {
      if (!names.some((name) => words.has(name))) continue;
      for (const word of wordsIn(body)) words.add(word);
      open.delete(key);
      isMore = true;
    }
  }
  return words;
};

const tablesIn = ({ objects }: Catalog, words: ReadonlySet<string>): readonly Table[] =>
  objects
    .filter((one) => one.kind === 'table' && one.partitionOf === undefined && words.has(lastName(one.name)))
    .slice(0, mostTables)
    .map(({ name }) => ({ name, columns: objects.filter((one): one is ColumnObject => one.kind === 'column' && one.table === name) }))
    .filter(({ columns }) => columns.length > 0);

const mayWrite = ({ kind, origin, touches }: Statement, words: ReadonlySet<string>): boolean =>
  kind !== 'select' &&
  origin !== 'prepared-only' &&
  (touches.length === 0 || touches.some((object) => /^(?:table|view) /.test(object) && words.has(lastName(object))));

/** One question for the rows of all tables. */
const lookAt = (tables: readonly Table[]): Asked => ({
  text: tables
    .map(
      ({ name, columns }, index) =>
        `(SELECT ${index}, to_json(ARRAY[${columns.map(({ column }) => `${column}::text`).join(', ')}])::text FROM ${name} LIMIT ${mostRows + 1})`,
    )
    .join(' UNION ALL '),
});

const rowsOf = (reply: Done | undefined, tables: readonly Table[]): Rows | undefined =>
  reply &&
  new Map(
    tables.map(({ name, columns }, index): [string, Done] => {
      const rows = reply.rows.flatMap(([at, json]) => (at === String(index) ? [JSON.parse(json ?? '[]') as (string | null)[]] : []));
      const named = columns.map(({ column, type }) => ({ name: plain(column), type: type.replace(/\(.*$/s, '') }));
      return [name, { kind: 'done', columns: named, rows, count: rows.length }];
    }),
  );

/** The tables' rows before, and after each of the statements. */
const askEach = async (
  session: Connection,
  statements: readonly Statement[],
  tables: readonly Table[],
): Promise<{ readonly before: Rows | undefined; readonly left: readonly (Rows | undefined)[] }> => {
  const look = lookAt(tables);
  await session.begin();
  try {
    const before = rowsOf(done((await session.attempt(look)).reply), tables);
    const left: (Rows | undefined)[] = [];
    for (const { text, values } of before ? statements : []) {
      const { seen } = await session.attempt({ text, values }, look);
      left.push(rowsOf(done(seen), tables));
    }
    return { before, left };
  } finally {
    await session.rollback();
  }
};

/** Learns what N-1 leaves in other tables, where the migration may change that; undefined: it cannot, or it is not known. */
export const rememberElsewhere = async (
  session: Connection,
  { catalog, baseline }: Pick<Prepared, 'catalog' | 'baseline'>,
  up: ReadScript,
): Promise<Elsewhere | undefined> => {
  const words = reachedBy(catalog, up);
  const mine = baseline.filter(({ statement }) => mayWrite(statement, words)).slice(0, mostStatements);
  const all = mine.length === 0 ? [] : tablesIn(catalog, words);
  if (all.length === 0) return undefined;
  const { before: known } = await askEach(session, [], all);
  const tables = all.filter(({ name }) => (known?.get(name)?.count ?? mostRows + 1) <= mostRows);
  if (tables.length === 0) return undefined;
  const statements = mine.map(({ statement }) => statement);
  const first = await askEach(session, statements, tables);
  const again = await askEach(session, statements, tables);
  return first.before && { tables, before: first.before, left: new Map(mine.map((one, at) => [one, [first.left[at], again.left[at]]])) };
};

type Sides = readonly [was: Done, first: Done, again: Done, is: Done, other: Done];

/** Rows that came or went otherwise than on N-1's own schema. */
const countedOtherwise = (table: string, [was, first, again, is, other]: Sides): Difference | undefined => {
  const own = first.count - was.count;
  const more = other.count - is.count - own;
  if (again.count - was.count !== own || more === 0) return undefined;
  const what = `${Math.abs(more)} ${Math.abs(more) === 1 ? 'row' : 'rows'} ${more > 0 ? 'more' : 'fewer'} left in ${table} than on schema N-1`;
  return { what, ...(more > 0 && added(other, is).count <= added(first, was).count && { isMore: true }) };
};

const differenceIn = (
  { name: table, columns }: Table,
  [was, first, again, is, other]: Sides,
  isTouched: Baseline['isTouched'],
): Difference | undefined => {
  const counted = countedOtherwise(table, [was, first, again, is, other]);
  if (counted && isTouched(`table ${table}`)) return counted;
  for (const { column } of columns) {
    if (!isTouched(`column ${table}.${column}`)) continue;
    const sides = [first, again].map((after) => ({ reply: after, before: was, after })) as [
      { reply: Done; before: Done; after: Done },
      { reply: Done; before: Done; after: Done },
    ];
    const difference = counted ? undefined : putDifferently(new Set([plain(column)]), sides, { reply: other, before: is, after: other });
    if (difference) return { what: `in ${table}, ${difference.what}` };
  }
  return undefined;
};

const acting: ReadonlySet<string> = new Set(['trigger', 'function', 'procedure', 'rule']);

/** Where the same statement, on the same rows, leaves another table of N-1 otherwise on the schema of N. */
export const observeElsewhere = async (
  session: Connection,
  known: Elsewhere | undefined,
  changes: readonly Change[],
  next: Catalog,
): Promise<readonly Observation[]> => {
  if (!known || !changes.some(({ kind, turn }) => acting.has(kind) && turn !== 'removed')) return [];
  const there = new Set(next.objects.flatMap(({ kind, name }) => (kind === 'column' || kind === 'table' ? [`${kind} ${name}`] : [])));
  const tables = known.tables.flatMap(({ name, columns }) => {
    const common = columns.filter((one) => there.has(`column ${one.name}`));
    return there.has(`table ${name}`) && common.length > 0 ? [{ name, columns: common }] : [];
  });
  if (tables.length === 0) return [];
  const baseline = [...known.left.keys()];
  const statements = baseline.map(({ statement }) => statement);
  const { before, left } = await askEach(session, statements, tables);
  return baseline.flatMap(({ statement, isTouched }, index): Observation[] => {
    const written = writtenBy(statement);
    for (const table of tables) {
      const [first, again] = known.left.get(baseline[index] as Baseline) ?? [];
      const sides = [known.before, first, again, before, left[index]].map((rows) => rows?.get(table.name));
      if (table.name === written || !sides.every((one) => one !== undefined)) continue;
      const difference = differenceIn(table, sides as unknown as Sides, isTouched);
      if (difference) return [{ cells: ['mixed', 'rollback'], on: 'schema N', statement, kind: 'differs', difference }];
    }
    return [];
  });
};
