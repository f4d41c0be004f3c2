import { messageOf } from '../core/error.ts';
import type { Session } from '../storage/engines/postgres/session.ts';
import type { Integrity } from './facts.ts';

// What a copy promises of itself, looked at row by row: constraints and indexes say how rows must be, and a damaged or mended copy may
// hold others all the same.

interface Key {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly columns: string;
  readonly referenced: string;
  readonly full: string;
}

const list = (of: string, relation: string): string =>
  `(SELECT json_agg(quote_ident(a.attname) ORDER BY k.n)::text FROM unnest(${of}) WITH ORDINALITY k (num, n) JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.num)`;

const qualified = (oid: string): string =>
  `(SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${oid})`;

const foreignKeys = async (session: Session): Promise<Integrity['foreignKeys']> => {
  const keys = await session.query<Key>(
    `SELECT ${qualified('f.conrelid')} || '.' || quote_ident(f.conname) AS name, ${qualified('f.conrelid')} AS "from", ${qualified('f.confrelid')} AS "to",
            ${list('f.conkey', 'f.conrelid')} AS columns, ${list('f.confkey', 'f.confrelid')} AS referenced, (f.confmatchtype = 'f') AS "full"
       FROM pg_constraint f WHERE f.contype = 'f' AND f.convalidated AND f.conparentid = 0 ORDER BY 1`,
  );
  const broken = [];
  for (const { name, from, to, columns, referenced, full } of keys) {
    const own = JSON.parse(columns) as string[];
    const theirs = JSON.parse(referenced) as string[];
    const joined = own.map((column, at) => `r.${theirs[at]} = f.${column}`).join(' AND ');
    // MATCH SIMPLE says nothing of rows with a NULL in the key, MATCH FULL of rows with nothing else.
    const speaks = own.map((column) => `f.${column} IS NOT NULL`).join(full === 't' ? ' OR ' : ' AND ');
    const [row] = await session.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM ${from} f WHERE (${speaks}) AND NOT EXISTS (SELECT FROM ${to} r WHERE ${joined})`,
    );
    if (row && row.rows !== '0') broken.push({ name, rows: Number(row.rows) });
  }
  return broken;
};

interface Unique {
  readonly name: string;
  readonly table: string;
  readonly keys: string;
  readonly where: string | null;
  readonly same: string;
}

const duplicates = async (session: Session, major: number): Promise<Integrity['duplicates']> => {
  const unique = await session.query<Unique>(
    `SELECT ${qualified('i.indexrelid')} AS name, ${qualified('i.indrelid')} AS table,
            (SELECT json_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n)::text FROM generate_series(1, i.indnkeyatts) n) AS keys,
            pg_get_expr(i.indpred, i.indrelid) AS "where", ${major >= 15 ? 'i.indnullsnotdistinct' : 'false'} AS same
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace s ON s.oid = c.relnamespace
      WHERE i.indisunique AND i.indisvalid AND c.relkind IN ('r', 'm') AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema' ORDER BY 1`,
  );
  const found = [];
  for (const { name, table, keys, where, same } of unique) {
    const columns = JSON.parse(keys) as string[];
    const conditions = [...(where === null ? [] : [where]), ...(same === 't' ? [] : columns.map((key) => `(${key}) IS NOT NULL`))];
    const [row] = await session.query<{ keys: string }>(
      `SELECT count(*) AS keys FROM (SELECT FROM ${table}${conditions.length > 0 ? ` WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}` : ''}
        GROUP BY ${columns.join(', ')} HAVING count(*) > 1) twice`,
    );
    if (row && row.keys !== '0') found.push({ name, keys: Number(row.keys) });
  }
  return found;
};

const sequences = async (session: Session): Promise<Integrity['sequences']> => {
  const fed = await session.query<{
    name: string;
    table: string;
    column: string;
    last: string | null;
    start: string;
    up: string;
    cycle: string;
  }>(
    `SELECT ${qualified('s.seqrelid')} AS name, ${qualified('d.refobjid')} AS table, quote_ident(a.attname) AS column, pg_sequence_last_value(s.seqrelid) AS last,
            s.seqstart AS start, (s.seqincrement > 0) AS up, s.seqcycle AS cycle
       FROM pg_sequence s JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) ORDER BY 1`,
  );
  const behind = [];
  for (const { name, table, column, last, start, up, cycle } of fed) {
    if (cycle === 't') continue;
    const [row] = await session.query<{ highest: string | null }>(
      `SELECT ${up === 't' ? 'max' : 'min'}(${column}) AS highest FROM ${table}`,
    );
    const highest = row?.highest ?? null;
    if (highest === null) continue;
    const stands = last === null ? BigInt(start) - (up === 't' ? 1n : -1n) : BigInt(last);
    if (up === 't' ? stands < BigInt(highest) : stands > BigInt(highest))
      behind.push({ name, last: last ?? 'its start', highest, column: `${table}.${column}` });
  }
  return behind;
};

/** Indexes by amcheck, where the server has it; it is made for the copy, which is thrown away. */
const indexes = async (session: Session): Promise<Integrity['indexes']> => {
  const [there] = await session.query<{ there: string }>("SELECT count(*) AS there FROM pg_available_extensions WHERE name = 'amcheck'");
  if (there?.there === '0') return [];
  await session.query('CREATE SCHEMA drill_amcheck');
  try {
    await session.query('CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA drill_amcheck');
    const [where] = await session.query<{ schema: string }>(
      "SELECT quote_ident(n.nspname) AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'amcheck'",
    );
    const all = await session.query<{ name: string; oid: string }>(
      `SELECT ${qualified('i.indexrelid')} AS name, i.indexrelid AS oid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
         JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE m.amname = 'btree' AND i.indisvalid AND i.indisready AND c.relkind = 'i' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' ORDER BY 1`,
    );
    const broken = [];
    for (const { name, oid } of all)
      try {
        await session.query(`SELECT ${where?.schema}.bt_index_check(${oid}::regclass, true)`);
      } catch (error) {
        broken.push({ name, said: messageOf(error) });
      }
    return broken;
  } finally {
    await session.query('DROP SCHEMA drill_amcheck CASCADE').catch(() => []);
  }
};

/** Reads every row of the server's own tables: a page of them that is broken is met on the day that its row is asked for. @throws what the server says of it */
const readOwnTables = async (session: Session): Promise<void> => {
  const all = await session.query<{ name: string }>(
    `SELECT quote_ident(c.relname) AS name FROM pg_class c WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'
        AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`,
  );
  for (const { name } of all) await session.query(`SELECT count(*) AS rows FROM pg_catalog.${name}`);
};

/**
 * Looks whether rows are as constraints and indexes say that they are. The server may write: it is past its recovery. Plans that go by an
 * index would find what the index says: they are switched off.
 */
export const readIntegrity = async (session: Session): Promise<Integrity> => {
  await session.query(
    "SELECT set_config('enable_indexscan', 'off', false), set_config('enable_indexonlyscan', 'off', false), set_config('enable_bitmapscan', 'off', false)",
  );
  const [version] = await session.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  await readOwnTables(session);
  return {
    foreignKeys: await foreignKeys(session),
    duplicates: await duplicates(session, Math.floor(Number(version?.version) / 10_000)),
    indexes: await indexes(session),
    sequences: await sequences(session),
  };
};
