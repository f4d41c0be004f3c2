import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Connection } from '../engine.ts';

/** A row by its columns' names. */
export type Row = Readonly<Record<string, string | null>>;

export interface TableRows {
  /** Columns that tell its rows apart; empty: it has no key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Rows of all tables by the table's name. */
export type Contents = ReadonlyMap<string, TableRows>;

/** Of a larger table the first rows are read: scratch tables are small, unless a migration fills them. */
const mostRows = 5000;

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

/** Reads all rows of a database, as its catalog says that it is. */
export const readContents = async (connection: Connection, catalog: Catalog): Promise<Contents> => {
  const tables = tablesIn(catalog);
  const replies = await Promise.all(
    tables.map(({ table, columns }) => connection.ask({ text: `SELECT ${columns.join(', ')} FROM ${table} LIMIT ${mostRows}` })),
  );
  return new Map(
    tables.flatMap(({ table, key, columns }, index) => {
      const reply = replies[index];
      if (reply?.kind !== 'done') return [];
      const rows = reply.rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
      return [[table, { key, columns, rows }] as const];
    }),
  );
};

/** What tells a row apart: its key, or all of the columns that are given. */
export const identityOf = (row: Row, key: readonly string[], columns: readonly string[]): string =>
  JSON.stringify((key.length > 0 ? key : columns).map((name) => row[name] ?? null));
