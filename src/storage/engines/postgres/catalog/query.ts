import { bookkeepingSchema } from '../migrations.ts';

/** What a query is made for. */
export interface Look {
  /** Of the server: 14 to 18. */
  readonly major: number;
  /** Extensions have brought along objects. */
  readonly extensions: boolean;
  /** Something is commented on. */
  readonly comments: boolean;
}

/** One part of the catalog. */
export interface Query {
  /** Where what it tells of begins: without a row there, it is not asked. `pg_policy`, `pg_cast WHERE …` */
  readonly any?: string;
  /**
   * SQL that gives a column `object` of JSON, one `CatalogObject` a row, without what it has nothing to say of. It is run with
   * an empty search_path, so that every name comes qualified.
   */
  readonly sql: (look: Look) => string;
}

/** Objects from here on were made after the server's own. */
export const firstOid = 16384;

/** Schemas that are not the server's, and not ours. */
export const ours = (schema: string): string =>
  `left(${schema}, 3) <> 'pg_' AND ${schema} NOT IN ('information_schema', '${bookkeepingSchema}')`;

// Planning these twenty times takes longer than all the rest, and most databases have neither.

/** Where there is one, of extensions' objects and of comments: beside these two parts most databases have nothing to look at. */
export const anyMember = `pg_depend WHERE deptype = 'e' AND objid >= ${firstOid}`;
export const anyComment = `pg_description WHERE objoid >= ${firstOid} OR objoid = 2200 AND classoid = 'pg_namespace'::regclass AND description <> 'standard public schema'`;

/** What an extension brought along is the extension's. */
export const notOfExtension = ({ extensions }: Look, catalog: string, oid: string): string =>
  extensions
    ? `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`
    : 'true';

/** Made by somebody, and not by the server or an extension. */
export const own = (look: Look, catalog: string, oid: string): string => `${oid} >= ${firstOid} AND ${notOfExtension(look, catalog, oid)}`;

/** Joins `described.description`, the comment of an object. */
export const describing = ({ comments }: Look, catalog: string, oid: string, column = '0'): string =>
  comments
    ? `LEFT JOIN pg_description described ON described.classoid = '${catalog}'::regclass AND described.objoid = ${oid} AND described.objsubid = ${column}`
    : 'CROSS JOIN (SELECT NULL::text AS description) described';

/** Comments on the parts of an object, by their names; `rows` gives `name`, `oid` and `number`: a column's, else 0. Null where there are none. */
export const commentsOn = ({ comments }: Look, catalog: string, rows: string): string =>
  comments
    ? `(SELECT json_object_agg(part.name, c.description ORDER BY part.name COLLATE "C") FROM (${rows}) part JOIN pg_description c ON c.classoid = '${catalog}'::regclass AND c.objoid = part.oid AND c.objsubid = part.number)`
    : 'NULL::json';

/** The columns of a relation, for `commentsOn`. */
export const columnsFor = (relation: string): string =>
  `SELECT quote_ident(a.attname) AS name, a.attrelid AS oid, a.attnum AS number FROM pg_attribute a WHERE a.attrelid = ${relation} AND a.attnum > 0 AND NOT a.attisdropped`;

/** A role, absent where it is the database's owner: what it is called differs from server to server. */
export const ownerOf = (role: string): string =>
  `CASE WHEN ${role} <> (SELECT datdba FROM pg_database WHERE datname = current_database()) THEN quote_ident(pg_get_userbyid(${role})) END`;

/** The kind of a relation, from `pg_class.relkind`. */
export const kindOfRelation = (relkind: string): string =>
  `CASE ${relkind} WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' ELSE 'table' END`;

/** Storage parameters as a sorted JSON array, null where there are none. */
export const sorted = (texts: string): string => `(SELECT json_agg(one ORDER BY one COLLATE "C") FROM unnest(${texts}) one)`;

/** One object of JSON; `fields` are alternating names and expressions of SQL. */
export const object = (fields: Readonly<Record<string, string>>): string =>
  `json_strip_nulls(json_build_object(${Object.entries(fields)
    .map(([name, sql]) => `'${name}', ${sql}`)
    .join(', ')})) AS object`;
