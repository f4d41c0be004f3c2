import type { Described } from '../../dialect.ts';
import type { Connection, Refusal } from '../../engine.ts';

// Statements that cannot be a part of a function, and whose own words tell all that they touch.

const name = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const relation = String.raw`${name}(?:\s*\.\s*${name})?`;
const list = String.raw`(?:only\s+)?${relation}\s*\*?(?:\s*,\s*(?:only\s+)?${relation}\s*\*?)*`;

const truncate = new RegExp(
  String.raw`^truncate\s+(?:table\s+)?(?<tables>${list})(?:\s+(?:restart|continue)\s+identity)?(?<cascade>\s+cascade)?(?:\s+restrict)?\s*;?\s*$`,
  'iu',
);
const lock = new RegExp(String.raw`^lock\s+(?:table\s+)?(?<tables>${list})(?:\s+in\s+[a-z\s]+?\s+mode)?(?:\s+nowait)?\s*;?\s*$`, 'iu');
const copy = new RegExp(
  String.raw`^copy\s+(?:binary\s+)?(?<table>${relation})\s*(?:\((?<columns>${name}(?:\s*,\s*${name})*)\)\s*)?(?<way>from|to)\s(?![^]*\bwhere\b)`,
  'iu',
);

/** The tables that are named, and with CASCADE those whose foreign keys lead to them. */
const tablesBelow = (isCascade: boolean): string => `
  WITH RECURSIVE named(id) AS (
    SELECT $1::regclass::oid
    ${isCascade ? `UNION SELECT c.conrelid FROM named n JOIN pg_constraint c ON c.contype = 'f' AND c.confrelid = n.id` : ''}
  )
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'f' THEN 'foreign table' ELSE 'table' END || format(' %I.%I', s.nspname, c.relname)
    FROM named n JOIN pg_class c ON c.oid = n.id JOIN pg_namespace s ON s.oid = c.relnamespace ORDER BY 1`;

const tablesOf = async (
  connection: Connection,
  names: readonly string[],
  isCascade: boolean,
): Promise<{ readonly tables: readonly string[] } | { readonly refusal: Refusal }> => {
  const found = new Set<string>();
  for (const one of names) {
    const { reply } = await connection.attempt({ text: tablesBelow(isCascade), values: [one] });
    if (reply.kind === 'refused') return { refusal: reply.refusal };
    for (const [object] of reply.rows) if (object) found.add(object);
  }
  return { tables: [...found].toSorted() };
};

const namesIn = (tables: string): readonly string[] =>
  [...tables.matchAll(new RegExp(String.raw`(?:^|,)\s*(?:only\s+)?(${relation})`, 'giu'))].flatMap(([, one]) => one ?? []);

/** Columns that COPY sends where it names none. */
const copied = `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`;

/** What is read or written by COPY, as a query that touches the same. undefined: it cannot be told. */
const queryOf = async (connection: Connection, text: string): Promise<string | undefined> => {
  const asked = /^copy\s*\((?<query>[^]*)\)\s*to\s/iu.exec(text)?.groups?.['query'];
  if (asked !== undefined) return asked;
  const { table, columns, way } = copy.exec(text)?.groups ?? {};
  if (table === undefined) return undefined;
  const { reply } = columns === undefined ? await connection.attempt({ text: copied, values: [table] }) : {};
  const names = columns ?? (reply?.kind === 'done' ? reply.rows[0]?.[0] : undefined) ?? undefined;
  if (names === undefined) return undefined;
  return way?.toLowerCase() === 'to'
    ? `SELECT ${names} FROM ${table}`
    : `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM ${table}`;
};

/**
 * What TRUNCATE, COPY and LOCK touch and write; NOTIFY touches nothing.
 * @param describe of a query
 * @returns undefined: it is none of these, or not one that can be read, and may touch anything
 */
export const describeUtility = async (
  connection: Connection,
  text: string,
  describe: (query: string) => Promise<Described>,
): Promise<Described | undefined> => {
  const told = { kind: 'described', parameters: [], wholeRows: false } as const;
  if (/^notify\s/i.test(text)) return { ...told, objects: [], writes: [] };
  if (/^copy\b/i.test(text)) {
    const query = await queryOf(connection, text);
    if (query === undefined) return { ...told, asQuery: text };
    const described = await describe(query);
    return described.kind === 'described' ? { ...described, asQuery: query } : described;
  }
  const { tables = '', cascade } = (truncate.exec(text) ?? lock.exec(text))?.groups ?? {};
  if (tables === '') return undefined;
  const found = await tablesOf(connection, namesIn(tables), cascade !== undefined);
  if ('refusal' in found) return { kind: 'refused', refusal: found.refusal };
  return { ...told, objects: found.tables, writes: /^truncate/i.test(text) ? found.tables : [] };
};
