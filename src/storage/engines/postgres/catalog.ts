import { bookkeepingSchema } from './migrations.ts';
import type { Session } from './session.ts';

/** What a database's schema consists of: a definition in SQL's words by the object's name (`column public.orders.note`). */
export type Catalog = ReadonlyMap<string, string>;

export interface CatalogDifference {
  readonly object: string;
  /** Absent: it was not there before. */
  readonly was?: string;
  /** Absent: it is gone. */
  readonly is?: string;
}

const ours = (column: string): string =>
  `${column} NOT IN ('pg_catalog', 'information_schema', '${bookkeepingSchema}') AND ${column} NOT LIKE 'pg\\_%'`;
/** What an extension brought along is the extension's. */
const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const queries = [
  `SELECT format('schema %s', nspname) AS object, 'schema' AS definition FROM pg_namespace n WHERE ${ours('nspname')} AND nspname <> 'public' AND ${notOfExtension('pg_namespace', 'n.oid')}`,
  `SELECT format('extension %s', extname), extversion FROM pg_extension`,
  `SELECT format('%s %s.%s', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' ELSE 'table' END, n.nspname, c.relname),
          coalesce(CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) WHEN c.relkind = 'S' THEN (SELECT format('%s from %s to %s by %s', s.seqtypid::regtype, s.seqmin, s.seqmax, s.seqincrement) FROM pg_sequence s WHERE s.seqrelid = c.oid) END,
                   format('persistence %s%s%s%s%s', c.relpersistence, CASE WHEN c.relrowsecurity THEN ', row security' ELSE '' END, CASE WHEN c.relforcerowsecurity THEN ', forced' ELSE '' END,
                          coalesce(', partitioned by ' || pg_get_partkeydef(c.oid), ''),
                          coalesce((SELECT ', part of ' || h.inhparent::regclass || coalesce(' ' || pg_get_expr(c.relpartbound, c.oid), '') FROM pg_inherits h WHERE h.inhrelid = c.oid ORDER BY h.inhseqno LIMIT 1), '')))
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${ours('n.nspname')} AND ${notOfExtension('pg_class', 'c.oid')}`,
  `SELECT format('column %s.%s.%s', n.nspname, c.relname, a.attname),
          format_type(a.atttypid, a.atttypmod) || coalesce((SELECT format(' collate %I', o.collname) FROM pg_collation o JOIN pg_type t ON t.oid = a.atttypid WHERE o.oid = a.attcollation AND o.oid <> t.typcollation), '')
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || coalesce(CASE WHEN a.attgenerated <> '' THEN ' generated as ' ELSE ' default ' END || pg_get_expr(d.adbin, d.adrelid), '')
            || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND ${ours('n.nspname')} AND ${notOfExtension('pg_class', 'c.oid')}`,
  `SELECT format('constraint %s on %s.%s', k.conname, n.nspname, c.relname), pg_get_constraintdef(k.oid)
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype <> 'n' AND ${ours('n.nspname')} AND ${notOfExtension('pg_class', 'c.oid')}`,
  `SELECT format('index %s.%s', n.nspname, c.relname), pg_get_indexdef(c.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' (not valid)' END
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours('n.nspname')} AND ${notOfExtension('pg_class', 'i.indrelid')}`,
  `SELECT format('type %s.%s', n.nspname, t.typname), coalesce((SELECT 'enum ' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), CASE WHEN t.typtype = 'c' THEN (SELECT 'record of ' || coalesce(string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attname), 'nothing') FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END,
                   format('domain over %s%s%s', format_type(t.typbasetype, t.typtypmod), coalesce(' default ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END, (SELECT coalesce(string_agg(format(' %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname), '') FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype <> 'n')))
     FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')) AND ${ours('n.nspname')} AND ${notOfExtension('pg_type', 't.oid')}`,
  `SELECT format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), CASE WHEN p.prokind = 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours('n.nspname')} AND ${notOfExtension('pg_proc', 'p.oid')}`,
  `SELECT format('trigger %s on %s.%s', t.tgname, n.nspname, c.relname), pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (switched off)' WHEN 'R' THEN ' (on replicas)' ELSE ' (always)' END
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND ${ours('n.nspname')}`,
  `SELECT format('policy %s on %s.%s', policyname, schemaname, tablename), concat_ws(' ', permissive, cmd, 'to', roles::text, 'using', qual, 'check', with_check) FROM pg_policies WHERE ${ours('schemaname')}`,
];

/** Captures the schema of the database that the session is connected to. Order of columns is not part of it. */
export const readCatalog = async (session: Session): Promise<Catalog> => {
  const rows: (readonly [string, string])[] = [];
  for (const sql of queries)
    for (const row of await session.query<Record<string, string>>(sql)) rows.push(Object.values(row) as [string, string]);
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};

/** What is different in `is` from what `was`, by object. */
export const diffCatalogs = (was: Catalog, is: Catalog): CatalogDifference[] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .filter((object) => was.get(object) !== is.get(object))
    .map((object) => {
      const [before, after] = [was.get(object), is.get(object)];
      return { object, ...(before === undefined ? {} : { was: before }), ...(after === undefined ? {} : { is: after }) };
    });
