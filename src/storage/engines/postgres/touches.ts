import type { Described } from '../../dialect.ts';
import type { Connection } from '../../engine.ts';
import { describeUtility } from './utility.ts';
import { writesIn } from './writes.ts';

// Which objects a statement speaks of is asked of the server: as the body of an SQL function, which is never called and is gone at once,
// it leaves in pg_depend each table, column, type and function that it names, also within conditions, subqueries and views. A plan
// would not do: what the planner finds to be of no use it leaves out, and the statement fails all the same when it is dropped.

/** What can be a part of an SQL function, and be prepared. */
const describable = /^(?:select|insert|update|delete|merge|with|values|table|\()/i;

const dependencies = `
  WITH RECURSIVE body AS (
    SELECT p.oid, pg_get_function_sqlbody(p.oid) AS text FROM pg_proc p WHERE p.proname = 'drill_touches' AND p.pronamespace = pg_my_temp_schema()
  ), named(class, object, part, itself) AS (
    SELECT d.refclassid, d.refobjid, d.refobjsubid, true FROM pg_depend d JOIN body b ON d.classid = 'pg_proc'::regclass AND d.objid = b.oid
    UNION
    SELECT d.refclassid, d.refobjid, d.refobjsubid, false
      FROM named n
      JOIN pg_class v ON n.class = 'pg_class'::regclass AND v.oid = n.object AND v.relkind = 'v'
      JOIN pg_rewrite r ON r.ev_class = v.oid
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
  )
  SELECT CASE WHEN bool_or(n.itself) THEN '' ELSE 'through ' END || o.object FROM named n CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' ELSE 'table' END || format(' %I.%I', s.nspname, c.relname) AS object
      FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE n.class = 'pg_class'::regclass AND c.oid = n.object
    UNION ALL
    SELECT format('column %I.%I.%I', s.nspname, c.relname, a.attname)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace s ON s.oid = c.relnamespace
     WHERE n.class = 'pg_class'::regclass AND n.part > 0 AND a.attrelid = n.object AND a.attnum = n.part
    UNION ALL
    SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' ELSE 'composite' END || format(' %I.%I', s.nspname, t.typname)
      FROM pg_type t JOIN pg_namespace s ON s.oid = t.typnamespace WHERE n.class = 'pg_type'::regclass AND t.oid = n.object AND t.typtype IN ('e', 'd', 'c', 'r') AND t.oid >= 16384
    UNION ALL
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END || format(' %I.%I(%s)', s.nspname, p.proname, oidvectortypes(p.proargtypes))
      FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace WHERE n.class = 'pg_proc'::regclass AND p.oid = n.object AND p.oid >= 16384
       AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
    UNION ALL
    SELECT format('operator %I.%s(%s,%s)', s.nspname, p.oprname, coalesce(nullif(p.oprleft, 0)::regtype::text, 'NONE'), p.oprright::regtype)
      FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE n.class = 'pg_operator'::regclass AND p.oid = n.object AND p.oid >= 16384
    UNION ALL
    SELECT format('collation %I.%I', s.nspname, c.collname)
      FROM pg_collation c JOIN pg_namespace s ON s.oid = c.collnamespace WHERE n.class = 'pg_collation'::regclass AND c.oid = n.object AND c.oid >= 16384
    UNION ALL
    SELECT format('extension %I', x.extname)
      FROM pg_depend e JOIN pg_extension x ON e.refclassid = 'pg_extension'::regclass AND x.oid = e.refobjid
     WHERE e.classid = n.class AND e.objid = n.object AND e.deptype = 'e'
  ) o GROUP BY o.object
  UNION ALL
  SELECT format('may column %I.%I.%I', s.nspname, c.relname, a.attname)
    FROM (SELECT DISTINCT object FROM named WHERE class = 'pg_class'::regclass) n JOIN pg_class c ON c.oid = n.object JOIN pg_namespace s ON s.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p', 'v', 'f') AND EXISTS (SELECT FROM body WHERE text ~ 'MERGE INTO')
  UNION ALL
  SELECT format('arbiter column %I.%I.%I', s.nspname, c.relname, a.attname)
    FROM named n JOIN pg_constraint k ON n.class = 'pg_constraint'::regclass AND k.oid = n.object JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_namespace s ON s.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
   WHERE n.itself
  UNION ALL SELECT 'body ' || text FROM body
  ORDER BY 1`;

/** In a text as the server prints it a star is left only where a row is meant as a whole. */
const meansWholeRows = (body: string): boolean => /\.\*/.test(body.replaceAll(/'(?:[^']|'')*'/g, ''));

/** A sequence that the server looks up as the statement runs: `nextval('a' || 'b')`, `setval($1, 7)`. One that is written out it has looked up already. */
const looksUp = (body: string, parameters: readonly string[]): boolean =>
  /\b(?:nextval|currval|setval)\(/.test(body) && (/(?<!')::regclass\b/.test(body) || parameters.includes('regclass'));

/** Functions that find by a text what they touch. */
const byText =
  /\b(?:query_to_xml\w*|table_to_xml\w*|schema_to_xml\w*|database_to_xml\w*|dblink\w*|crosstab\w*|connectby|ts_stat|to_regclass|xpath_table|lo_\w+)\s*\(/;

const columnName = (line: string): string => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(line)?.[0] ?? '';

/**
 * Two statements leave too much or too little in pg_depend: ON CONFLICT every column of its table, and MERGE none of those that it sets. The
 * server's own text of them names each column that they speak of.
 */
const corrected = (lines: readonly string[], body: string): readonly string[] => {
  const plain = body.replaceAll(/'(?:[^']|'')*'/g, '');
  const words = new Set(plain.match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu));
  const objects = lines.filter((line) => !/^(?:body|may|arbiter) /.test(line));
  // ON CONFLICT ON CONSTRAINT names no column, and needs those of the constraint.
  const arbiters = lines.filter((line) => line.startsWith('arbiter ')).map((line) => line.slice('arbiter '.length));
  const set = lines.filter((line) => line.startsWith('may ') && words.has(columnName(line))).map((line) => line.slice('may '.length));
  const kept = /\bON CONFLICT\b/.test(plain)
    ? objects.filter((line) => !line.startsWith('column ') || words.has(columnName(line)))
    : objects;
  return [...new Set([...kept, ...arbiters, ...set])];
};

/** Written tables and columns, as they are called in a catalog. */
const writtenObjects = (body: string, objects: readonly string[]): readonly string[] => {
  const relations = objects.filter((object) => /^(?:foreign )?table /.test(object)).map((object) => object.replace(/^.*?table /, ''));
  const written = writesIn(body.slice('body '.length)).flatMap(({ table, columns }): readonly string[] => {
    const name = relations.find((one) => one === table || one.endsWith(`.${table}`));
    if (name === undefined) return [];
    return columns ? columns.map((column) => `column ${name}.${column}`) : [`table ${name}`];
  });
  return [...new Set(written)].toSorted();
};

/** Asks the server about one statement, inside of a transaction. Nothing is run, and nothing stays. */
export const describeStatement = async (connection: Connection, text: string): Promise<Described> => {
  const untold = { kind: 'described', parameters: [], wholeRows: false } as const;
  if (!describable.test(text)) return (await describeUtility(connection, text, (query) => describeStatement(connection, query))) ?? untold;
  const prepared = await connection.attempt(
    { text: `PREPARE drill_describes AS ${text}` },
    {
      text: `SELECT CASE WHEN n.nspname = 'pg_catalog' THEN format_type(t, NULL) ELSE format('%I.%I', n.nspname, coalesce(e.typname, y.typname)) || CASE WHEN e.oid IS NULL THEN '' ELSE '[]' END END
                FROM pg_prepared_statements, unnest(parameter_types) WITH ORDINALITY AS u(t, n)
                     JOIN pg_type y ON y.oid = t LEFT JOIN pg_type e ON y.typcategory = 'A' AND e.oid = y.typelem JOIN pg_namespace n ON n.oid = y.typnamespace
               WHERE name = 'drill_describes' ORDER BY u.n`,
    },
  );
  await connection.attempt({ text: 'DEALLOCATE drill_describes' });
  if (prepared.reply.kind === 'refused') {
    // SELECT … INTO makes a table, and cannot be prepared.
    if (/\binto\b/i.test(text) && (await connection.attempt({ text: `EXPLAIN ${text}` })).reply.kind === 'done') return untold;
    // What stands before the statement is ours.
    const { position, ...refusal } = prepared.reply.refusal;
    const own = 'PREPARE drill_describes AS '.length;
    return { kind: 'refused', refusal: { ...refusal, ...(position !== undefined && position > own && { position: position - own }) } };
  }
  const parameters = prepared.seen?.kind === 'done' ? prepared.seen.rows.map(([type]) => type ?? 'text') : [];
  const { reply, seen } = await connection.attempt(
    { text: `CREATE FUNCTION pg_temp.drill_touches(${parameters.join(', ')}) RETURNS void LANGUAGE sql BEGIN ATOMIC\n${text}\n; END` },
    { text: dependencies },
  );
  if (reply.kind === 'refused' || seen?.kind !== 'done') return { kind: 'described', parameters, wholeRows: false };
  const told = seen.rows.map(([line]) => line ?? '');
  const body = told.find((line) => line.startsWith('body ')) ?? '';
  if (byText.test(text) || looksUp(body, parameters)) return { kind: 'described', parameters, wholeRows: false };
  const lines = told.map((line) => line.replace(/^through /, ''));
  return {
    kind: 'described',
    parameters,
    objects: corrected(lines, body),
    behind: told.flatMap((line) => (line.startsWith('through ') ? [line.slice('through '.length)] : [])),
    writes: writtenObjects(body, lines),
    wholeRows: meansWholeRows(body),
  };
};
