import type { Catalog, ColumnObject } from '../catalog.ts';
import type { CapturedContent } from '../content.ts';
import type { Connection } from '../engine.ts';

/** A row by its columns' names. */
export type Row = Readonly<Record<string, string | null>>;

export interface TableRows {
  /** Columns that tell its rows apart; empty: it has no key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** None of a table that is too large to be held. */
  readonly rows: readonly Row[];
  /** What is known of such a table; with what it was before, of one that was written to. */
  readonly large?: CapturedContent;
  readonly before?: CapturedContent;
  /** It is too large, and could not be digested: nothing is known of it. */
  readonly unread?: true;
}

/** Rows of all tables by the table's name. */
export type Contents = ReadonlyMap<string, TableRows>;

/** Of a larger table digests are kept, by groups of rows. */
const mostRows = 5000;

/** How many rows there are. */
export const countOf = ({ rows, large, before }: TableRows): number =>
  large ? Math.max(0, large.rows - (before?.rows ?? 0)) : rows.length;

/** Name, columns and key of each table that has rows of its own. */
const tablesIn = (catalog: Catalog): readonly { table: string; key: readonly string[]; columns: readonly string[] }[] =>
  catalog.objects.flatMap((object) => {
    if (object.kind !== 'table' || object.partitionOf) return [];
    const columns = catalog.objects
      .filter((one): one is ColumnObject => one.kind === 'column' && one.table === object.name)
      .map(({ column }) => column);
    const key = catalog.objects.find((one) => one.kind === 'constraint' && one.table === object.name && one.type === 'primary key');
    return columns.length === 0 ? [] : [{ table: object.name, key: key?.kind === 'constraint' ? key.columns : [], columns }];
  });

const plain = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

/** With names as the catalog has them. */
const asNamed = (content: CapturedContent, columns: readonly string[]): CapturedContent => {
  const named = new Map(columns.map((name) => [plain(name), name]));
  const renamed = <T>(of: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [named.get(name) ?? name, value]));
  const groups = new Map([...content.groups].map(([at, group]) => [at, { ...group, values: renamed(group.values) }]));
  return { ...content, types: renamed(content.types), groups };
};

/**
 * Reads all rows of a database, as its catalog says that it is; of large tables digests.
 * @param earlier moments that it will be held against: what was too large then is digested again
 */
export const readContents = async (connection: Connection, catalog: Catalog, earlier: readonly Contents[] = []): Promise<Contents> => {
  const tables = tablesIn(catalog).map((shape) => {
    const known = earlier.flatMap((contents) => contents.get(shape.table) ?? []);
    const isLarge = known.some(({ large }) => large !== undefined);
    // What was held before is held again, also when a few rows came to it.
    return { ...shape, isLarge, most: known.length > 0 && !isLarge ? 4 * mostRows : mostRows };
  });
  const replies = await Promise.all(
    tables.map(async ({ table, columns, isLarge, most }) =>
      isLarge ? undefined : await connection.ask({ text: `SELECT ${columns.join(', ')} FROM ${table} LIMIT ${most + 1}` }),
    ),
  );
  const contents = new Map<string, TableRows>();
  for (const [index, { table, key, columns, most }] of tables.entries()) {
    const reply = replies[index];
    if (reply?.kind === 'refused') continue;
    if (reply && reply.rows.length <= most) {
      const rows = reply.rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
      contents.set(table, { key, columns, rows });
      continue;
    }
    const content = await connection.content({ table, key: key.map(plain), columns: columns.map(plain) });
    contents.set(table, { key, columns, rows: [], ...(content ? { large: asNamed(content, columns) } : { unread: true as const }) });
  }
  return contents;
};

/** What tells a row apart: its key, or all of the columns that are given. */
export const identityOf = (row: Row, key: readonly string[], columns: readonly string[]): string =>
  JSON.stringify((key.length > 0 ? key : columns).map((name) => row[name] ?? null));
