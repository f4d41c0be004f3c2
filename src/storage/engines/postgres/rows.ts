import { bookkeepingSchema } from './migrations.ts';
import type { Session } from './session.ts';

/** A table, and the columns to look at. */
export interface TableShape {
  /** Quoted for SQL: `public.orders`. */
  readonly table: string;
  /** Columns of its primary key; empty where it has none: then its rows are told apart by their number alone. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** Rows of one table by their key (JSON text of its values); a row is its columns' values as text, null for NULL. */
export type Rows = ReadonlyMap<string, Readonly<Record<string, string | null>>>;

/** The tables of a database. */
export const readShapes = async (session: Session): Promise<TableShape[]> => {
  const found = await session.query<{ table: string; key: string | null; columns: string | null }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS table,
           (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary)::text AS key,
           (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', '${bookkeepingSchema}') AND n.nspname NOT LIKE 'pg\\_%'
     ORDER BY 1`);
  return found.map(({ table, key, columns }) => ({
    table,
    key: JSON.parse(key ?? '[]') as string[],
    columns: JSON.parse(columns ?? '[]') as string[],
  }));
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Rows of one table, at most `limit`; undefined when there are more, or when the table, one of its key columns or all of its columns are not there. */
export const readRows = async (session: Session, shape: TableShape, limit: number): Promise<Rows | undefined> => {
  const [there] = await session.query<{ columns: string | null }>(
    `SELECT (SELECT json_agg(attname) FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped)::text AS columns`,
    [shape.table],
  );
  const present = new Set(JSON.parse(there?.columns ?? '[]') as string[]);
  if (there?.columns == null || !shape.key.every((name) => present.has(name))) return undefined;
  const columns = shape.columns.filter((name) => present.has(name));
  if (columns.length === 0) return undefined;
  const rows = await session.query<Record<string, string | null>>(
    `SELECT ${columns.map((name) => `${quote(name)}::text AS ${quote(name)}`).join(', ')} FROM ${shape.table} LIMIT ${limit + 1}`,
  );
  if (rows.length > limit) return undefined;
  return new Map(rows.map((row, index) => [JSON.stringify(shape.key.length === 0 ? index : shape.key.map((name) => row[name])), row]));
};
