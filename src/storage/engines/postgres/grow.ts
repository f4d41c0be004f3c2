import type { Connection, Refusal } from '../../engine.ts';

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

/** A view that is stored holds what it is told to. */
const isPlain = `SELECT relkind, CASE WHEN relispartition THEN pg_partition_root(c.oid)::text END, (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) FROM pg_class c WHERE oid = $1::regclass`;

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

/** Adds rows until the table has so many, and its parents where each row needs one of its own. What its rows set off is left out; undefined: it has them. */
export const grow = (connection: Connection, table: string, rows: number): Promise<Refusal | undefined> =>
  growWith(connection, table, rows, []);

const growWith = async (connection: Connection, table: string, rows: number, children: readonly string[]): Promise<Refusal | undefined> => {
  const about = await connection.ask({ text: isPlain, values: [table] });
  if (about.kind === 'refused') return about.refusal;
  const [kind, root, triggers] = about.rows[0] ?? [];
  if (kind === 'm') return undefined;
  // Partitions get theirs by way of what they are partitions of.
  if (root != null) return growWith(connection, root, rows, children);
  const columns = await connection.ask({ text: columnsOf, values: [table] });
  const keys = await connection.ask({ text: keysOf, values: [table] });
  const there = await countIn(connection, table);
  if (columns.kind === 'refused') return columns.refusal;
  if (keys.kind === 'refused') return keys.refusal;
  if (typeof there !== 'number') return there;
  if (there === 0) return none('no row could be placed in it');
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
    const refusal = await growWith(connection, parent, rows, [...children, table]);
    if (refusal) return { ...refusal, message: `${parent}, to which it refers, could not be made large: ${refusal.message}` };
  }
  for (const [index, { columns: own }] of referred.entries())
    for (const [at, column] of own.entries()) made.set(column, `free${index}.k${at}`);
  const values = columns.rows.map(([name = '']) => made.get(name ?? '') ?? `first.${name}`);
  const names = columns.rows.map(([name]) => name).join(', ');
  const numbers = `(SELECT n, ${there} AS there FROM generate_series(${there + 1}, ${rows}) n) made`;
  const from = `(SELECT * FROM ${table} ORDER BY tableoid, ctid LIMIT 1) first CROSS JOIN ${numbers} ${referred.map((one, index) => freeOf(one, table, index)).join(' ')}`;
  const insert =
    columns.rows.length === 0
      ? `INSERT INTO ${table} SELECT FROM generate_series(${there + 1}, ${rows})`
      : `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')} FROM ${from}`;
  const quiet = triggers === '0' ? [] : [`ALTER TABLE ${table} DISABLE TRIGGER USER`];
  const loud = triggers === '0' ? [] : [`ALTER TABLE ${table} ENABLE TRIGGER USER`];
  // One text is one transaction.
  const reply = await connection.ask({ text: [...quiet, insert, ...loud, `ANALYZE ${table}`].join('; ') });
  if (reply.kind === 'refused') return reply.refusal;
  const now = await countIn(connection, table);
  if (typeof now !== 'number') return now;
  return now < rows ? none(`it has ${now} rows, for more there is nothing to refer to`) : undefined;
};
