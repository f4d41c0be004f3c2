import type { Catalog, CatalogObject, ColumnObject, ConstraintObject, TableObject } from '../catalog.ts';
import type { Cell, Condition, Dialect, Values } from '../dialect.ts';
import { dialectOf } from '../engines/dialects.ts';

/** A column, as a row for it needs to know it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** The server makes its value: generated, identity, from a sequence. `from`: what a new sequence gives first. */
  readonly made?: { readonly from?: bigint; readonly by: bigint };
  /** An application may give its value. */
  readonly written: boolean;
  /** Left out, it has the same value each time. */
  readonly hasConstantDefault: boolean;
  readonly hasDefault: boolean;
  /** Absent: drill knows no values of its type. */
  readonly values?: Values;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  /** One of its columns may be NULL, and then it asks for nothing. */
  readonly optional: boolean;
  readonly deferrable: boolean;
}

export interface Unique {
  readonly name: string;
  readonly columns: readonly string[];
  readonly nullsNotDistinct: boolean;
}

interface Check {
  readonly name: string;
  readonly columns: readonly string[];
  readonly condition: Condition;
  /** Does a row keep it? undefined: the server knows. */
  readonly holds: (cells: ReadonlyMap<string, Cell>) => boolean | undefined;
}

/** A table that rows are put into. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of its primary key; empty where it has none. */
  readonly primary: readonly string[];
  readonly uniques: readonly Unique[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  /** For each of its partitions the values of its key that it takes; absent: it is not partitioned. */
  readonly partitions?: readonly ReadonlyMap<string, Values>[];
  /** Columns of constraints and indexes by their names, for when the server names one. */
  readonly named: ReadonlyMap<string, readonly string[]>;
}

const constant = /^\(?(?:-?\d+(?:\.\d+)?|'(?:[^']|'')*'|true|false|NULL|ARRAY\[[^()]*\])\)?(?:::[\w ."[\]]+(?:\([\d,]+\))?(?:\[\])?)*$/;
const plainName = /^(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")*")/;

const textual = /^(?:text|character|bpchar|citext|.*\.citext)/;

/** Bytes that each column of an index takes, several together; a B-tree takes 2704. */
export const indexedBytes = 600;

/** Few characters again and again are made small before they are stored, and an index takes them. */
const staysLong = (text: string): boolean => Buffer.byteLength(text) > indexedBytes && new Set(text).size > 20;

/** What an index takes of a text that is too long for it. */
const cutToIndex = (text: string): string =>
  staysLong(text)
    ? Array.from(text)
        .slice(0, indexedBytes / 4)
        .join('')
    : text;

const forIndex = (values: Values): Values => ({ ...values, boundaries: [...new Set(values.boundaries.map(cutToIndex))] });

/** The last part of `public.orders.orders_pkey`, without quotes: how a server's error names it. */
const bare = (name: string, before: string): string => {
  const last = name.startsWith(`${before}.`) ? name.slice(before.length + 1) : name.replace(/^(?:"(?:[^"]|"")*"|[^".]+)\./, '');
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last;
};

const of = <Kind extends CatalogObject['kind']>(catalog: Catalog, kind: Kind): Extract<CatalogObject, { kind: Kind }>[] =>
  catalog.objects.filter((object) => object.kind === kind) as Extract<CatalogObject, { kind: Kind }>[];

interface Sequences {
  readonly of: (column: ColumnObject) => Column['made'];
}

const sequencesOf = (catalog: Catalog): Sequences => {
  const all = of(catalog, 'sequence');
  const [byName, byOwner] = [
    new Map(all.map((each) => [each.name, each])),
    new Map(all.flatMap((each) => (each.ownedBy === undefined ? [] : [[each.ownedBy, each] as const]))),
  ];
  return {
    of: (column) => {
      if (column.generated) return { by: 0n };
      const called = /nextval\('((?:[^']|'')+)'/.exec(column.default ?? '')?.[1]?.replaceAll("''", "'");
      if (!column.identity && called === undefined) return undefined;
      const sequence = called === undefined ? byOwner.get(column.name) : (byName.get(called) ?? byName.get(`public.${called}`));
      // A default that does more than ask a sequence gives what we cannot foretell.
      const foretold = column.identity !== undefined || /^nextval\('(?:[^']|'')+'(?:::regclass|::text)?\)$/.test(column.default ?? '');
      return foretold ? { from: BigInt(sequence?.start ?? 1), by: BigInt(sequence?.increment ?? 1) } : { by: 0n };
    },
  };
};

/** What each leaf below a partitioned table takes, as conditions on its columns. */
const leavesOf = (
  table: TableObject,
  tables: readonly TableObject[],
  above: readonly Condition[],
  boundsOf: Dialect['boundsOf'],
): (readonly Condition[])[] =>
  tables
    .filter(({ partitionOf }) => partitionOf?.parent === table.name)
    .flatMap((part) => {
      const taken = [...above, ...boundsOf(table.partitionedBy ?? '', part.partitionOf?.bound ?? '')];
      return part.partitionedBy === undefined ? [taken] : leavesOf(part, tables, taken, boundsOf);
    });

const known = new WeakMap<Catalog, readonly Table[]>();

/** The tables of a catalog that rows are put into: partitions get theirs by way of their parents. */
export const tablesOf = (catalog: Catalog): readonly Table[] => {
  const before = known.get(catalog);
  if (before) return before;
  const tables = readTables(catalog);
  known.set(catalog, tables);
  return tables;
};

const readTables = (catalog: Catalog): readonly Table[] => {
  const { types, condition: conditionOf, columnsOf, holds, narrowed, boundsOf } = dialectOf(catalog);
  const book = types(catalog);
  const sequences = sequencesOf(catalog);
  const domains = new Map(of(catalog, 'domain').map((domain) => [domain.name, domain]));
  const refusesNull = (type: string): boolean => {
    const domain = domains.get(type);
    return domain !== undefined && (domain.notNull || refusesNull(domain.base));
  };
  const columns = Map.groupBy(of(catalog, 'column'), ({ table }) => table);
  const constraints = Map.groupBy(of(catalog, 'constraint'), ({ table }) => table);
  const indexes = Map.groupBy(of(catalog, 'index'), ({ table }) => table);
  const tables = of(catalog, 'table');

  const shapeOf = (table: TableObject): Table => {
    const own = constraints.get(table.name) ?? [];
    const enforced = (type: ConstraintObject['type']): ConstraintObject[] => own.filter((each) => each.type === type && each.enforced);
    const checks = enforced('check').map((each): Check => {
      const condition = conditionOf(each.definition);
      return {
        name: bare(each.name, table.name),
        columns: each.columns.length > 0 ? each.columns : columnsOf(condition),
        condition,
        holds: (cells) => holds(condition, cells),
      };
    });
    const keys = (indexes.get(table.name) ?? []).flatMap((index) => index.keys);
    const byName = new Map((columns.get(table.name) ?? []).map((column) => [column.column, column]));
    const shapes = table.columns.flatMap((name): Column[] => {
      const column = byName.get(name);
      if (!column) return [];
      const made = sequences.of(column);
      const any = book.of(column.type);
      const values = any && textual.test(column.type) && keys.some((key) => key.includes(name)) ? forIndex(any) : any;
      const about = checks.filter((check) => check.columns.includes(name)).map(({ condition }) => condition);
      return [
        {
          name,
          type: column.type,
          nullable: !column.notNull && !refusesNull(column.type),
          written: !column.generated && column.identity !== 'always',
          hasConstantDefault: column.default !== undefined && constant.test(column.default),
          hasDefault: column.default !== undefined,
          ...(made && { made }),
          ...(values && { values: narrowed(values, { name, type: column.type }, about) }),
        },
      ];
    });
    const nullable = new Set(shapes.filter((column) => column.nullable).map(({ name }) => name));
    const uniqueIndexes = (indexes.get(table.name) ?? []).filter(
      ({ unique, predicate, keys }) =>
        unique && predicate === undefined && keys.every((key) => shapes.some(({ name }) => key === name || key.startsWith(`${name} `))),
    );
    const uniques = uniqueIndexes.map((index) => ({
      name: bare(index.name, table.name),
      columns: index.keys.map((key) => plainName.exec(key)?.[0] ?? key),
      nullsNotDistinct: index.nullsNotDistinct === true,
    }));
    for (const each of [...enforced('primary key'), ...enforced('unique')])
      if (!uniques.some(({ columns: other }) => other.join() === each.columns.join()))
        uniques.push({
          name: bare(each.name, table.name),
          columns: [...each.columns],
          nullsNotDistinct: /NULLS NOT DISTINCT/.test(each.definition),
        });
    const partitions =
      table.partitionedBy === undefined
        ? undefined
        : leavesOf(table, tables, [], boundsOf).map(
            (conditions) =>
              new Map(
                shapes.flatMap(({ name, type, values }) => {
                  const about = conditions.filter((condition) => columnsOf(condition).includes(name));
                  return values && about.length > 0 ? [[name, narrowed(values, { name, type }, about)] as const] : [];
                }),
              ),
          );
    return {
      name: table.name,
      columns: shapes,
      primary: own.find(({ type }) => type === 'primary key')?.columns ?? [],
      uniques,
      foreignKeys: enforced('foreign key').flatMap((each) =>
        each.references
          ? [
              {
                name: bare(each.name, table.name),
                columns: each.columns,
                table: each.references.table,
                references: each.references.columns,
                optional:
                  (each.columns.some((name) => nullable.has(name)) && !/MATCH FULL/.test(each.definition)) ||
                  each.columns.every((name) => nullable.has(name)),
                deferrable: each.deferrable !== undefined,
              },
            ]
          : [],
      ),
      checks,
      ...(partitions && { partitions }),
      named: new Map([
        ...own.map((each) => [bare(each.name, table.name), each.columns] as const),
        ...(indexes.get(table.name) ?? []).map(
          (each) =>
            [
              bare(each.name, table.name),
              each.keys.flatMap((key) => shapes.filter(({ name }) => key.includes(name)).map(({ name }) => name)),
            ] as const,
        ),
      ]),
    };
  };
  return tables.filter(({ kind, partitionOf }) => kind === 'table' && partitionOf === undefined).map(shapeOf);
};
