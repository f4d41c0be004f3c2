import type { Connection, Refusal } from '../../engine.ts';
import { keyColumnsOf, keysNobodyTakes } from './default-partition.ts';

// Many rows, made in the server: copies of a table's first row, of which only what must differ does.

/** By category or name of a type: another value for each number. What is not here stays as it is in the first row. */
const others: readonly (readonly [types: RegExp, value: (type: string) => string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision)/, (type) => `(1000 + made.n)::${type}`],
  [/^(text|character|citext)/, (type) => `('r' || made.n)::${type}`],
  [/^uuid$/, () => 'md5(made.n::text)::uuid'],
  [/^date$/, () => `date '2000-01-01' + made.n::int`],
  [/^timestamp/, (type) => `(timestamp '2000-01-01' + made.n * interval '1 second')::${type}`],
  [/^bytea$/, () => 'int8send(made.n)'],
];

const columnsOf = `SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY (i.indkey))
      AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND a.attnum = ANY (f.conkey))
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    AND coalesce(pg_get_expr(d.adbin, d.adrelid), '') NOT LIKE 'nextval(%'
  ORDER BY a.attnum`;

/** Foreign keys in a unique index none of whose columns can be given another value by itself: each row refers to another. */
const keysOf = `SELECT DISTINCT ON (i.indexrelid) f.confrelid::regclass::text,
    (SELECT string_agg(quote_ident(a.attname), chr(10) ORDER BY k.o) FROM unnest(f.conkey) WITH ORDINALITY k (c, o)
      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.c),
    (SELECT string_agg(quote_ident(a.attname), chr(10) ORDER BY k.o) FROM unnest(f.confkey) WITH ORDINALITY k (c, o)
      JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.c),
    (SELECT string_agg(quote_ident(a.attname), chr(10)) FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))
  FROM pg_index i JOIN pg_constraint f ON f.conrelid = i.indrelid AND f.contype = 'f' AND f.conkey && i.indkey::int2[]
  WHERE i.indrelid = $1::regclass AND i.indisunique AND f.confrelid <> f.conrelid ORDER BY i.indexrelid, f.oid`;

/** What it is; what it is a partition of; how many triggers it has; what, if it is the partition of whatever no other one takes. */
const isPlain = `SELECT relkind, CASE WHEN relispartition THEN pg_partition_root(c.oid)::text END,
    (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal),
    CASE WHEN pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' THEN c.oid::regclass::text END FROM pg_class c WHERE oid = $1::regclass`;

const none = (message: string): Refusal => ({ code: '02000', message });

interface Referred {
  readonly parent: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
}

const named = (names: string | null | undefined): readonly string[] => (names ?? '').split('\n');

/** Rows of a parent that the table does not refer to yet, numbered from 1. */
const freeOf = ({ parent, columns, keys }: Referred, table: string, index: number): string => {
  const isReferred = columns.map((column, at) => `mine.${column} = p.${keys[at] ?? ''}`).join(' AND ');
  const free = keys.map((key, at) => `p.${key} AS k${at}`).join(', ');
  return `JOIN (SELECT ${free}, row_number() OVER () AS r FROM ${parent} p
    WHERE NOT EXISTS (SELECT FROM ${table} mine WHERE ${isReferred})) free${index} ON free${index}.r = made.n - made.there`;
};

const countIn = async (connection: Connection, table: string): Promise<number | Refusal> => {
  const count = await connection.ask({ text: `SELECT count(*) FROM ${table}` });
  return count.kind === 'refused' ? count.refusal : Number(count.rows[0]?.[0]);
};

/** Rows that are made for a table: by way of what, as copies of the first row of what, with other values in some columns. */
interface Making {
  readonly table: string;
  readonly into: string;
  readonly like: string;
  readonly fixed?: ReadonlyMap<string, string>;
}

/** Adds rows until the table has so many, and its parents where each row needs one of its own. What its rows set off is left out; undefined: it has them. */
export const grow = (connection: Connection, table: string, rows: number): Promise<Refusal | undefined> =>
  growWith(connection, table, rows, []);

/** The partition of what no other takes gets rows of its own: it is read as a whole when another is made beside it. */
const growDefault = async (
  connection: Connection,
  table: string,
  root: string,
  rows: number,
  children: readonly string[],
): Promise<Refusal | undefined> => {
  const there = await countIn(connection, table);
  if (typeof there !== 'number') return there;
  if (there === 0) {
    const keys = await connection.ask({ text: keyColumnsOf, values: [root] });
    if (keys.kind === 'refused') return keys.refusal;
    const columns = keys.rows.flatMap(([name, type]) => (name != null && type != null ? [[name, type] as const] : []));
    for (const fixed of columns.length === keys.rows.length ? keysNobodyTakes(columns) : []) {
      await makeRows(connection, { table, into: root, like: root, fixed }, 1, children);
      if ((await countIn(connection, table)) === 1) break;
    }
  }
  return await makeRows(connection, { table, into: root, like: table }, rows, children);
};

const growWith = async (connection: Connection, table: string, rows: number, children: readonly string[]): Promise<Refusal | undefined> => {
  const about = await connection.ask({ text: isPlain, values: [table] });
  if (about.kind === 'refused') return about.refusal;
  const [kind, root, , isDefault] = about.rows[0] ?? [];
  // A view that is stored holds what it is told to.
  if (kind === 'm') return undefined;
  // Partitions get theirs by way of what they are partitions of.
  if (root == null) return await makeRows(connection, { table, into: table, like: table }, rows, children);
  return isDefault == null ? await growWith(connection, root, rows, children) : await growDefault(connection, table, root, rows, children);
};

const makeRows = async (
  connection: Connection,
  { table, into, like, fixed = new Map() }: Making,
  rows: number,
  children: readonly string[],
): Promise<Refusal | undefined> => {
  const columns = await connection.ask({ text: columnsOf, values: [into] });
  const keys = await connection.ask({ text: keysOf, values: [into] });
  const about = await connection.ask({ text: isPlain, values: [into] });
  const there = await countIn(connection, table);
  const all = await countIn(connection, into);
  if (columns.kind === 'refused') return columns.refusal;
  if (keys.kind === 'refused') return keys.refusal;
  if (about.kind === 'refused') return about.refusal;
  if (typeof there !== 'number') return there;
  if (typeof all !== 'number') return all;
  if (there === 0 && like === table) return none('no row could be placed in it');
  const made = new Map(
    columns.rows.flatMap(([name = '', type = '', mustDiffer]): [string, string][] => {
      const other = mustDiffer === 't' ? others.find(([types]) => types.test(type ?? ''))?.[1] : undefined;
      return other ? [[name ?? '', other(type ?? '')]] : [];
    }),
  );
  // What is not among the columns is numbered by the server.
  const isSet = new Set(columns.rows.map(([name]) => name));
  const referred = keys.rows.flatMap(([parent, own, others, all]): Referred[] =>
    named(all).some((name) => made.has(name) || !isSet.has(name))
      ? []
      : [{ parent: parent ?? '', columns: named(own), keys: named(others) }],
  );
  for (const { parent } of referred) {
    if (children.includes(parent)) return none(`its rows and those of ${parent} need each other`);
    const refusal = await growWith(connection, parent, rows, [...children, into]);
    if (refusal) return { ...refusal, message: `${parent}, to which it refers, could not be made large: ${refusal.message}` };
  }
  for (const [index, { columns: own }] of referred.entries())
    for (const [at, column] of own.entries()) made.set(column, `free${index}.k${at}`);
  const values = columns.rows.map(([name = '']) => fixed.get(name ?? '') ?? made.get(name ?? '') ?? `first.${name}`);
  const names = columns.rows.map(([name]) => name).join(', ');
  const numbers = `(SELECT n, ${all} AS there FROM generate_series(${all + 1}, ${all + rows - there}) n) made`;
  const from = `(SELECT * FROM ${like} ORDER BY tableoid, ctid LIMIT 1) first CROSS JOIN ${numbers} ${referred.map((one, index) => freeOf(one, into, index)).join(' ')}`;
  const insert =
    columns.rows.length === 0
      ? `INSERT INTO ${into} SELECT FROM generate_series(${there + 1}, ${rows})`
      : `INSERT INTO ${into} (${names}) SELECT ${values.join(', ')} FROM ${from}`;
  const triggers = about.rows[0]?.[2];
  const quiet = triggers === '0' ? [] : [`ALTER TABLE ${into} DISABLE TRIGGER USER`];
  const loud = triggers === '0' ? [] : [`ALTER TABLE ${into} ENABLE TRIGGER USER`];
  // One text is one transaction.
  const reply = await connection.ask({ text: [...quiet, insert, ...loud, `ANALYZE ${into}`].join('; ') });
  if (reply.kind === 'refused') return reply.refusal;
  const now = await countIn(connection, table);
  if (typeof now !== 'number') return now;
  return now < rows
    ? none(`it has ${now} rows, ${like === into ? 'for more there is nothing to refer to' : `its copies go to other parts of ${into}`}`)
    : undefined;
};
