import { DrillError } from '../../../../core/error.ts';
import type { DigestedColumn } from '../../../content.ts';
import type { Session } from '../session.ts';
import { canonical, describeType, readTypes } from './types.ts';

/** A column, and SQL of its values in the form that is hashed. */
interface RelationColumn extends DigestedColumn {
  /** As a name in SQL. */
  readonly quoted: string;
  readonly sql: string;
}

/** What is read of a table, and how. */
export interface Relation {
  readonly table: string;
  /** After FROM: a table without those that inherit from it, a partitioned one with its partitions. */
  readonly from: string;
  /** Sorted by name. */
  readonly columns: readonly RelationColumn[];
  /** Names of columns that tell rows apart and are never NULL, sorted; empty: there are none. */
  readonly key: readonly string[];
  readonly major: number;
}

/** 64-bit seeds of the two hashes: any two will do, but these for ever. */
export const seeds = ['6364136223846793005', '1442695040888963407'] as const;

/**
 * SQL of what is hashed of values: number of columns, then type, length and bytes of each, so that no two rows have the same. 18
 * hashes bytes by name, those before by way of a record of one column: the numbers are the same.
 */
export const bytesOf = (major: number, values: readonly string[]): string => {
  const bytes = `pg_catalog.record_send(ROW(${values.join(', ')}))`;
  return major >= 18 ? bytes : `ROW(${bytes})`;
};

/** SQL of a hash of what `bytesOf` gives. */
export const hashOf = (major: number, bytes: string, seed: string): string =>
  major >= 18 ? `pg_catalog.hashbyteaextended(${bytes}, ${seed})` : `pg_catalog.hash_record_extended(${bytes}, ${seed})`;

/** The hash of the word `drill` with the first seed, on machines of the usual byte order. */
const proof = '8698873285240875791';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * Reads what is needed to digest a table, under the settings of a digest. undefined: there is no such table or view.
 * @param table qualified, and quoted where it has to be
 * @throws DrillError `digest/…` for a server that is too old or hashes otherwise
 */
export const readRelation = async (session: Session, table: string): Promise<Relation | undefined> => {
  const [found] = await session.query<{
    version: string;
    table: string | null;
    kind: string | null;
    columns: string | null;
    key: string | null;
  }>(
    `SELECT current_setting('server_version_num') AS version, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS table, c.relkind AS kind,
            (SELECT json_agg(json_build_object('name', a.attname, 'quoted', quote_ident(a.attname), 'type', a.atttypid::text))
               FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
            (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (
               SELECT unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) FROM (
                 SELECT * FROM pg_index i
                  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
                    AND NOT EXISTS (SELECT FROM unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) k JOIN pg_attribute b ON b.attrelid = c.oid AND b.attnum = k WHERE NOT b.attnotnull)
                  ORDER BY NOT i.indisprimary, i.indnkeyatts, i.indkey::text LIMIT 1) i))::text AS key
       FROM (SELECT to_regclass($1) AS oid) given LEFT JOIN pg_class c ON c.oid = given.oid LEFT JOIN pg_namespace n ON n.oid = c.relnamespace`,
    [table],
  );
  const major = Math.floor(Number(found?.version ?? 0) / 10_000);
  if (major < 14)
    throw new DrillError('digest/old-server', `PostgreSQL ${major} cannot hash rows as 14 and later do`, {
      fix: 'copy the data to a later server',
    });
  if (found?.table == null || !'rpvmf'.includes(found.kind ?? '-')) return undefined;
  const [hash] = await session.query<{ hash: string }>(
    `SELECT ${hashOf(major, major >= 18 ? `'drill'::bytea` : `ROW('drill'::bytea)`, seeds[0])} AS hash`,
  );
  if (hash?.hash !== proof)
    throw new DrillError('digest/other-hash', 'this server hashes otherwise than others do: its byte order is another one', {
      fix: 'compare on a copy of the data, on a little-endian machine',
    });
  const types = await readTypes(session, found.table);
  const columns = JSON.parse(found.columns ?? '[]') as { name: string; quoted: string; type: string }[];
  return {
    table: found.table,
    from: `${found.kind === 'r' ? 'ONLY ' : ''}${found.table}`,
    columns: columns
      .map(({ name, quoted, type }) => ({ name, quoted, type: describeType(types, type), sql: canonical(types, type, `t.${quoted}`) }))
      .sort(byName),
    key: (JSON.parse(found.key ?? '[]') as string[]).sort(),
    major,
  };
};
