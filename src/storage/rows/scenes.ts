import type { Catalog } from '../catalog.ts';
import type { Compared, Comparison, Meeting } from '../dialect.ts';
import { dialectOf } from '../engines/dialects.ts';
import { type Column, type Table, tablesOf } from './shape.ts';

// A migration that corrects `status = 'legacy'` does nothing to rows of boundary values, and so does what N-1 asks of them. Rows are made
// that such statements find, and some that lie just beside.

/** A statement whose rows are to be there. */
export interface Spoken {
  readonly text: string;
  /** Texts of its parameters. */
  readonly values?: readonly (string | null)[];
  readonly of: 'up' | 'down' | 'captured';
}

/** A row in each of these tables, which refer to each other where they can. */
export interface Scene {
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** The statement finds it; false: it lies just beside. */
  readonly isFound: boolean;
}

/** What statements say of rows. */
export interface Scenes {
  readonly all: readonly Scene[];
  /** Statements, by their place in the list, that no row can meet: the schema of N-1 keeps out what they look for. */
  readonly impossible: ReadonlySet<number>;
}

/** Alternatives of one statement, and rows beside them. */
const [mostFound, mostBeside] = [8, 12];
/** Rows of one table. */
const mostRows = 60;

/** What changes or reads data; of what changes a schema only how rows are made into others, and code. */
const isOfData = ({ verb, words }: Compared): boolean =>
  ['update', 'insert', 'delete', 'merge', 'with', 'select', 'do', 'call', 'values'].includes(verb) ||
  (verb === 'alter' && words.has('using')) ||
  (verb === 'create' && (words.has('function') || words.has('procedure') || (words.has('as') && words.has('table'))));

/** `public."Orders"` -> `"Orders"` */
const lastName = (name: string): string => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name;

/** Rows are compared with others of their table. */
const seeksAlike = ({ words, aliases }: Compared): boolean =>
  ['group', 'distinct', 'over'].some((word) => words.has(word)) || new Set(aliases.values()).size < aliases.size;

/** New names by the old ones, as the migration gives them. */
const renamesIn = (texts: readonly string[]): ReadonlyMap<string, string> => {
  const id = String.raw`((?:"(?:[^"]|"")+"|[\w$]+))`;
  const rename = new RegExp(
    String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:[\w$"]+\.)?${id}\s+rename\s+(?:column\s+)?(?:${id}\s+)?to\s+${id}`,
    'giu',
  );
  return new Map(
    texts.flatMap((text) =>
      [...text.matchAll(rename)].flatMap(([, table = '', column, next = '']) =>
        column?.toLowerCase() === 'constraint' ? [] : [[next.toLowerCase(), (column ?? table).toLowerCase()] as const],
      ),
    ),
  );
};

/** Base type of a domain, and labels of an enum. */
const typesIn = ({ objects }: Catalog) => {
  const known = new Map(objects.flatMap((one) => (one.kind === 'domain' || one.kind === 'enum' ? [[one.name, one] as const] : [])));
  return (type: string): { readonly type: string; readonly labels?: readonly string[] } => {
    const found = known.get(type);
    if (found?.kind === 'domain') return typesIn({ objects } as Catalog)(found.base);
    return found?.kind === 'enum' ? { type, labels: found.labels } : { type };
  };
};

/** Do the checks on the column alone keep it out? */
const isKeptOut = (table: Table, { name, type }: Column, value: string | null): boolean =>
  table.checks.some(({ columns, holds }) => columns.every((one) => one === name) && holds(new Map([[name, { value, type }]])) === false);

/** Nor what lies far beyond the limit: then nothing does that it asks for. */
const isFarKeptOut = (table: Table, column: Column, { op, values: [limit = ''] }: Comparison): boolean =>
  /^-?\d+(?:\.\d+)?$/.test(limit) &&
  isKeptOut(table, column, String(Math.trunc(Number(limit)) + (op.startsWith('<') ? -1_000_003 : 1_000_003)));

interface Read {
  readonly spoken: Spoken;
  readonly compared: Compared;
}

/** What statements write into a table of this name, of those that insert. */
const insertedBy = (reads: readonly Read[], table: string): ReadonlySet<string> =>
  new Set(
    reads.flatMap(({ compared: { words, aliases, written } }) =>
      words.has('insert') && [...aliases.values()].includes(table) ? [...written] : [],
    ),
  );

/** A value that the migration puts there itself is not there before it; nor is a key that N-1 is seen to give to a new row, or the down to a row that it knows. */
const keepsFree = (reads: readonly Read[]): ((spoken: Spoken, table: Table, column: string) => ReadonlySet<string>) => {
  const of = (kind: Spoken['of']): readonly Read[] => reads.filter(({ spoken }) => spoken.of === kind);
  const written = new Set(of('up').flatMap(({ compared }) => [...compared.written]));
  const known = new Map<string, ReadonlySet<string>>();
  return (spoken, table, column) => {
    const isKey = table.uniques.some(({ columns }) => columns.includes(column));
    const id = JSON.stringify([spoken.of, table.name, isKey]);
    const found =
      known.get(id) ??
      new Set([
        ...insertedBy(of('up'), lastName(table.name)),
        ...(spoken.of === 'down' ? written : []),
        ...(isKey ? insertedBy([...of('captured'), ...of('down')], lastName(table.name)) : []),
      ]);
    known.set(id, found);
    return found;
  };
};

const add = <Key, Value>(map: Map<Key, Value[]>, key: Key, values: readonly Value[]): void =>
  void map.set(key, [...(map.get(key) ?? []), ...values]);

/** Of each column what a statement finds, and what lies beside. */
interface Said {
  readonly meets: Map<string, (string | null)[]>;
  readonly beside: Map<string, string[]>;
}

/** Rows that statements find, and rows just beside them. Deterministic; those of the first statements where there would be very many. */
export const scenesOf = (catalog: Catalog, statements: readonly Spoken[]): Scenes => {
  const dialect = dialectOf(catalog);
  const tables = tablesOf(catalog);
  const typeOf = typesIn(catalog);
  const reads = statements.map((spoken): Read => ({ spoken, compared: dialect.comparedIn(spoken.text, spoken.values) }));
  const freeOf = keepsFree(reads);
  const before = renamesIn(statements.flatMap(({ of, text }) => (of === 'up' ? [text] : [])));
  const impossible = new Set<number>();
  const [found, beside, seen]: [Scene[], Scene[], Set<string>] = [[], [], new Set()];

  const meetingOf = (
    table: Table,
    column: Column,
    comparison: Comparison,
    { spoken }: Read,
  ): Meeting & { readonly isImpossible: boolean } => {
    const { type, labels } = typeOf(column.type);
    const isTaken = (value: string | null): boolean => (value === null ? column.nullable : !isKeptOut(table, column, value));
    const { meets: any } = dialect.meeting(comparison, type, labels);
    const free = freeOf(spoken, table, column.name);
    const values = comparison.values.filter((value) => !free.has(value));
    const isFree = values.length < comparison.values.length;
    const { meets, beside: near } =
      isFree && values.length === 0 ? { meets: [], beside: [] } : dialect.meeting({ ...comparison, values }, type, labels);
    const isOne =
      comparison.op === '=' || comparison.op === 'null' || (/^[<>]=?$/.test(comparison.op) && isFarKeptOut(table, column, comparison));
    return {
      meets: meets.filter((value) => isTaken(value) && (value === null || !free.has(value))),
      beside: near.filter((value) => !free.has(value) && !isKeptOut(table, column, value)),
      isImpossible: isOne && !any.some(isTaken) && (any.length > 0 || (labels !== undefined && comparison.values.length > 0)),
    };
  };
  const called = tables.map((table) => [lastName(table.name), table] as const);
  const formerly = Map.groupBy(before, ([, old]) => old);
  const named = ({ compared: { words } }: Read): readonly Table[] =>
    called.flatMap(([name, table]) => (words.has(name) || formerly.get(name)?.some(([next]) => words.has(next)) ? [table] : []));
  const meant = (all: readonly Table[], comparison: Comparison, { compared }: Read): readonly (readonly [Table, Column])[] => {
    const called = comparison.of === undefined ? undefined : (compared.aliases.get(comparison.of) ?? comparison.of);
    const own = all.filter(({ name }) => lastName(name) === called || lastName(name) === before.get(called ?? ''));
    const columnIn = (table: Table): Column | undefined =>
      table.columns.find(({ name }) => name === comparison.name) ?? table.columns.find(({ name }) => name === before.get(comparison.name));
    return (own.length > 0 ? own : all).flatMap((table) => {
      const column = columnIn(table);
      return column && !column.made ? [[table, column] as const] : [];
    });
  };

  for (const [index, read] of reads.entries()) {
    const { spoken, compared } = read;
    if (!isOfData(compared)) continue;
    const all = named(read);
    const said = new Map<Table, Said>();
    const of = (table: Table): Said => {
      const one = said.get(table) ?? { meets: new Map(), beside: new Map() };
      said.set(table, one);
      return one;
    };
    // Where others have values a plain row may refer to them; and rows that are alike but for their keys are looked for by who counts them.
    if (spoken.of === 'up' && (compared.comparisons.length > 0 || seeksAlike(compared))) for (const table of all) of(table);
    for (const comparison of compared.comparisons)
      for (const [table, column] of meant(all, comparison, read)) {
        const { meets, beside: near, isImpossible } = meetingOf(table, column, comparison, read);
        if (isImpossible) impossible.add(index);
        add(of(table).meets, column.name, meets);
        add(of(table).beside, column.name, near);
      }
    // Rows that are joined have the same value.
    for (const [one, other] of compared.joins) {
      const sides = [one, other].map((side) => meant(all, { ...side, op: '=', values: [], number: false }, read));
      for (const [from, to] of [sides, sides.toReversed()])
        for (const [table, column] of from ?? [])
          for (const [into, next] of to ?? [])
            if (into !== table) add(of(into).meets, next.name, said.get(table)?.meets.get(column.name) ?? []);
    }
    // What a row refers to has the key that the row is found by.
    for (const table of said.keys())
      for (const key of table.foreignKeys)
        for (const [at, name] of key.columns.entries()) {
          const parent = tables.find((one) => one.name === key.table);
          const column = parent?.columns.find((one) => one.name === key.references[at]);
          if (parent && column && !column.made)
            add(
              of(parent).meets,
              column.name,
              (said.get(table)?.meets.get(name) ?? []).filter((value) => value !== null),
            );
        }
    const stage = (which: keyof Said, most: number, isFound: boolean, into: Scene[]): void => {
      const longest = Math.max(
        isFound && said.size > 0 ? 1 : 0,
        ...[...said.values()].flatMap((one) => [...one[which].values()].map((list) => new Set(list).size)),
      );
      for (let turn = 0; turn < Math.min(most, longest); turn++) {
        const values = new Map(
          [...said].flatMap(([table, one]) => {
            const row = new Map(
              [...one[which]].flatMap(([name, list]): [string, string | null][] => {
                const others = [...new Set<string | null>(list)];
                return others.length === 0 || (!isFound && turn >= others.length) ? [] : [[name, others[turn % others.length] ?? null]];
              }),
            );
            return row.size > 0 || (isFound && spoken.of === 'up') ? [[table.name, row] as const] : [];
          }),
        );
        const id = JSON.stringify([...values].map(([table, row]) => [table, [...row]]));
        if (values.size === 0 || seen.has(id)) continue;
        seen.add(id);
        into.push({ values, isFound });
      }
    };
    stage('meets', mostFound, true, found);
    stage('beside', mostBeside, false, beside);
  }
  const rows = new Map<string, number>();
  const fitting = [...found, ...beside].filter(({ values }) => {
    const isFull = [...values.keys()].some((table) => (rows.get(table) ?? 0) >= mostRows);
    if (!isFull) for (const table of values.keys()) rows.set(table, (rows.get(table) ?? 0) + 1);
    return !isFull;
  });
  return { all: fitting, impossible };
};

/** Values of each column of a table that are in a scene. */
export const valuesIn = (scenes: readonly Scene[], table: string): ReadonlyMap<string, readonly string[]> => {
  const values = new Map<string, string[]>();
  for (const scene of scenes) for (const [name, value] of scene.values.get(table) ?? []) if (value !== null) add(values, name, [value]);
  return values;
};
