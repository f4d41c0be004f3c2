import type { Connection } from '../../engine.ts';

/** Rights that a table gives as a whole, and each of its columns by itself; who reads may ask for more than these columns. */
const byColumn: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'REFERENCES']);

const ofTable = (right: string): string =>
  byColumn.has(right)
    ? `has_table_privilege($1::name, o.oid, $3) OR (SELECT bool_and(has_column_privilege($1::name, o.oid, a.attnum, $3)) FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped)`
    : `has_table_privilege($1::name, o.oid, $3)`;

const questions: Readonly<Record<string, (right: string) => string>> = {
  ...Object.fromEntries(
    ['table', 'foreign table', 'view', 'materialized view'].map((kind) => [
      kind,
      (right: string) => `SELECT ${ofTable(right)} FROM (SELECT to_regclass($2)::oid AS oid) o`,
    ]),
  ),
  column: () =>
    `SELECT has_column_privilege($1::name, a.attrelid, a.attnum, $3) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE format('%I.%I.%I', n.nspname, c.relname, a.attname) = $2 AND NOT a.attisdropped`,
  sequence: () => 'SELECT has_sequence_privilege($1::name, to_regclass($2)::oid, $3)',
  schema: () => 'SELECT has_schema_privilege($1::name, to_regnamespace($2)::oid, $3)',
  ...Object.fromEntries(
    ['function', 'procedure', 'aggregate'].map((kind) => [
      kind,
      () => 'SELECT has_function_privilege($1::name, to_regprocedure($2)::oid, $3)',
    ]),
  ),
};

/**
 * May a role do all of this with an object, itself, as a member of others or as everybody? `false`: not, or that is not known.
 * @param role as it is called, not quoted
 * @param on kind and name: `table public.orders`
 */
export const mayAll = async (connection: Connection, role: string, on: string, rights: readonly string[]): Promise<boolean> => {
  const [, kind = '', name = ''] = /^((?:foreign |materialized )?\w+) (.+)$/s.exec(on) ?? [];
  const question = questions[kind];
  if (!question) return false;
  for (const right of rights) {
    const reply = await connection.ask({ text: question(right), values: [role, name, right] });
    if (reply.kind === 'refused' || reply.rows[0]?.[0] !== 't') return false;
  }
  return rights.length > 0;
};
