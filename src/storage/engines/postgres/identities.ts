import type { TableIdentity } from '../../engine.ts';
import { firstOid, ours } from './catalog/query.ts';
import type { Session } from './session.ts';

/** Oids of tables and numbers of their columns, which outlive every rename, and the copy of the database; names as the catalog has them. */
export const readIdentities = async (session: Session): Promise<ReadonlyMap<string, TableIdentity>> => {
  const found = await session.query<{ name: string; oid: string; columns: string | null }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, c.oid::text AS oid,
           (SELECT json_object_agg(quote_ident(a.attname), a.attnum::text) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.oid >= ${firstOid} AND ${ours('n.nspname')}`);
  return new Map(
    found.map(({ name, oid, columns }) => [name, { id: oid, columns: JSON.parse(columns ?? '{}') as Record<string, string> }]),
  );
};
