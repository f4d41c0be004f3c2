import type { Catalog, ViewObject } from '../catalog.ts';
import type { Insert } from '../rows/insert.ts';
import { type RowOptions, rowsFor } from '../rows/rows.ts';
import { type Column, type Table, tablesOf } from '../rows/shape.ts';
import type { Statement } from './statement.ts';

type Values = ReadonlyMap<string, string | null>;

const valuesOf = ({ columns, values }: Insert): Values => new Map(columns.map((name, index) => [name, values[index] ?? null]));

/** Columns that an application may give. */
const settable = ({ columns }: Table): readonly Column[] => columns.filter(({ written }) => written);
const mustBeGiven = ({ nullable, hasDefault, made }: Column): boolean => !nullable && !hasDefault && !made;

/** What generated statements of one table are made from. */
interface Ground {
  readonly table: Table;
  /** Rows that are there. */
  readonly rows: readonly Values[];
  /** A row that is not there, and that the table would take. */
  readonly fresh: Values | undefined;
  /** Columns that tell its rows apart; empty: there are none. */
  readonly key: readonly string[];
}

const made = (table: string, columns: readonly string[], rest: Pick<Statement, 'name' | 'kind' | 'text' | 'values'>): Statement => ({
  ...rest,
  origin: 'generated',
  touches: [`table ${table}`, ...columns.map((name) => `column ${table}.${name}`)],
});

/** `a = $1 AND b = $2`, counting on from `after`. */
const where = (key: readonly string[], after = 0): string => key.map((name, index) => `${name} = $${after + index + 1}`).join(' AND ');
const numbered = (count: number, after = 0): string => Array.from({ length: count }, (_, index) => `$${after + index + 1}`).join(', ');
const at = (row: Values, names: readonly string[]): (string | null)[] => names.map((name) => row.get(name) ?? null);

const selects = ({ table: { name, columns }, rows, key }: Ground): Statement[] => {
  const names = columns.map((column) => column.name);
  const list = names.join(', ');
  const [first, ...others] = rows;
  const all = made(name, names, { name: `select * of ${name}`, kind: 'select', text: `SELECT * FROM ${name}`, values: [] });
  if (first === undefined || key.length === 0) {
    const each = names.map((column) =>
      made(name, [column], { name: `select ${column} of ${name}`, kind: 'select', text: `SELECT ${column} FROM ${name}`, values: [] }),
    );
    return [
      made(name, names, { name: `select of ${name}`, kind: 'select', text: `SELECT ${list} FROM ${name}`, values: [] }),
      all,
      ...each,
    ];
  }
  const several = [first, ...others].slice(0, 3);
  const lists = several.map((_, index) => `(${numbered(key.length, index * key.length)})`).join(', ');
  const left = key.length === 1 ? key[0] : `(${key.join(', ')})`;
  return [
    made(name, names, {
      name: `select of ${name} by key`,
      kind: 'select',
      text: `SELECT ${list} FROM ${name} WHERE ${where(key)}`,
      values: at(first, key),
    }),
    made(name, names, {
      name: `select of ${name} by a list of keys`,
      kind: 'select',
      text: `SELECT ${list} FROM ${name} WHERE ${left} IN (${key.length === 1 ? numbered(several.length) : lists})`,
      values: several.flatMap((row) => at(row, key)),
    }),
    all,
    ...names.map((column) =>
      made(name, [...new Set([column, ...key])], {
        name: `select ${column} of ${name}`,
        kind: 'select',
        text: `SELECT ${column} FROM ${name} WHERE ${where(key)}`,
        values: at(first, key),
      }),
    ),
  ];
};

const insertOf = (what: string, table: string, columns: readonly string[], row: Values): Statement =>
  made(table, columns, {
    name: `insert into ${table} ${what}`,
    kind: 'insert',
    text:
      columns.length === 0
        ? `INSERT INTO ${table} DEFAULT VALUES`
        : `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${numbered(columns.length)})`,
    values: at(row, columns),
  });

const inserts = ({ table, fresh }: Ground): Statement[] => {
  if (!fresh) return [];
  // What the server makes is left to it: an application that gives a number that the sequence comes to later breaks itself.
  const given = settable(table)
    .filter((column) => !column.made && fresh.has(column.name))
    .map(({ name }) => name);
  const required = table.columns.filter((column) => mustBeGiven(column)).map(({ name }) => name);
  const both = [insertOf('with all columns', table.name, given, fresh)];
  return required.length === given.length ? both : [...both, insertOf('with the required columns', table.name, required, fresh)];
};

const updates = ({ table, rows, fresh, key }: Ground): Statement[] => {
  const [first, second] = rows;
  if (!first) return [];
  const which = key.length === 0 ? '' : ` WHERE ${where(key, 1)}`;
  const unique = new Set(table.uniques.flatMap(({ columns }) => columns));
  return settable(table)
    .filter(({ name }) => !key.includes(name))
    .map(({ name }) => {
      // A value that the table has, in another row; of a column without repetitions one that it has not.
      const value =
        (unique.has(name)
          ? fresh
          : (rows.slice(1).find((row) => row.get(name) != null && row.get(name) !== first.get(name)) ?? second)
        )?.get(name) ??
        first.get(name) ??
        null;
      return made(table.name, [name, ...key], {
        name: `update ${name} of ${table.name}`,
        kind: 'update',
        text: `UPDATE ${table.name} SET ${name} = $1${which}`,
        values: [value, ...at(first, key)],
      });
    });
};

const upserts = ({ table, rows, fresh }: Ground): Statement[] =>
  table.uniques.flatMap(({ name, columns: key, nullsNotDistinct }) => {
    const row = rows.find((each) => nullsNotDistinct || key.every((column) => each.get(column) != null));
    const byName = new Map(table.columns.map((column) => [column.name, column]));
    if (!row || !fresh || !key.every((column) => byName.get(column)?.written)) return [];
    const others = settable(table)
      .filter((column) => !key.includes(column.name) && !column.made && fresh.has(column.name))
      .map((column) => column.name);
    const columns = [...key, ...others];
    const set = others.length === 0 ? 'NOTHING' : `UPDATE SET ${others.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`;
    return [
      made(table.name, columns, {
        name: `upsert into ${table.name} on ${name}`,
        kind: 'upsert',
        text: `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${numbered(columns.length)}) ON CONFLICT (${key.join(', ')}) DO ${set}`,
        values: [...at(row, key), ...at(fresh, others)],
      }),
    ];
  });

/** A row that none of the others refers to, best the last; where there is none, any. */
const deletable = (ground: Ground, tables: readonly Table[], there: ReadonlyMap<string, readonly Values[]>): Values | undefined => {
  const keys = tables.flatMap((table) =>
    table.foreignKeys.filter((key) => key.table === ground.table.name).map((key) => ({ key, rows: there.get(table.name) ?? [] })),
  );
  const isFree = (row: Values): boolean =>
    !keys.some(({ key, rows }) =>
      rows.some((other) =>
        key.columns.every((name, index) => other.get(name) != null && other.get(name) === row.get(key.references[index] ?? '')),
      ),
    );
  return ground.rows.findLast(isFree) ?? ground.rows.at(-1);
};

const deleteOf = ({ table: { name }, key }: Ground, row: Values | undefined): Statement[] =>
  row === undefined
    ? []
    : [
        made(name, key, {
          name: `delete of ${name}`,
          kind: 'delete',
          text: `DELETE FROM ${name}${key.length === 0 ? '' : ` WHERE ${where(key)}`}`,
          values: at(row, key),
        }),
      ];

const viewColumns = ({ columns }: ViewObject): string[] => columns.map((column) => /^(?:"(?:[^"]|"")*"|\S+)/.exec(column)?.[0] ?? '');

const ofViews = (catalog: Catalog): Statement[] =>
  catalog.objects.flatMap((object) => {
    if (object.kind !== 'view' && object.kind !== 'materialized view') return [];
    const names = viewColumns(object);
    const touches = [`${object.kind} ${object.name}`, ...names.map((name) => `column ${object.name}.${name}`)];
    return [
      { name: `select of ${object.name}`, text: `SELECT ${names.join(', ')} FROM ${object.name}` },
      { name: `select * of ${object.name}`, text: `SELECT * FROM ${object.name}` },
    ].map((each): Statement => ({ ...each, origin: 'generated', kind: 'select', values: [], touches }));
  });

const ofSequences = (catalog: Catalog): Statement[] =>
  catalog.objects.flatMap((object): Statement[] =>
    object.kind !== 'sequence' ||
    catalog.objects.some((other) => other.kind === 'column' && other.name === object.ownedBy && other.identity)
      ? []
      : [
          {
            name: `next number of ${object.name}`,
            origin: 'generated',
            text: 'SELECT nextval($1::regclass)',
            values: [object.name],
            kind: 'other',
            touches: [`sequence ${object.name}`],
          },
        ],
  );

/** A row of each table that is not there, and would be taken by what drill understands of it. */
const spareRows = (catalog: Catalog, rows: readonly Insert[], options: Pick<RowOptions, 'seed'>): readonly Insert[] =>
  rowsFor(catalog, { ...options, perTable: 1, avoid: rows });

/**
 * What an application may ask of a store that looks like `catalog`, where nobody has seen what it asks: each table and each of its
 * columns read, written, changed and deleted in the plain ways. Parameters are taken from `rows`, which are there; inserts are of
 * `spare`, rows that are not, one a table at least: best those that the server has taken once (`insertRows` with `keep: false`).
 */
export const statementsFor = (
  catalog: Catalog,
  rows: readonly Insert[],
  spare: readonly Insert[] = spareRows(catalog, rows, { seed: 1 }),
): readonly Statement[] => {
  const tables = tablesOf(catalog);
  const there = new Map([...Map.groupBy(rows, ({ table }) => table)].map(([table, inserts]) => [table, inserts.map(valuesOf)] as const));
  const fresh = new Map(spare.map((insert) => [insert.table, valuesOf(insert)] as const).toReversed());
  const ofTables = tables.flatMap((table) => {
    const nullable = new Set(table.columns.filter((column) => column.nullable).map(({ name }) => name));
    const key =
      table.primary.length > 0
        ? table.primary
        : (table.uniques.find(({ columns }) => !columns.some((name) => nullable.has(name)))?.columns ?? []);
    const mine = (there.get(table.name) ?? []).filter((row) => key.every((name) => row.get(name) != null));
    const ground: Ground = { table, rows: mine, fresh: fresh.get(table.name), key };
    return [
      ...selects(ground),
      ...inserts(ground),
      ...updates(ground),
      ...upserts(ground),
      ...deleteOf(ground, deletable(ground, tables, there)),
    ];
  });
  return [...ofTables, ...ofViews(catalog), ...ofSequences(catalog)];
};
