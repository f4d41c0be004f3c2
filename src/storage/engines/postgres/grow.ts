import type { Connection, Refusal } from '../../engine.ts';

// Many rows, made in the server: copies of a table's first row, of which only what must differ does.

/** By category or name of a type: another value for each `n`. What is not here stays as it is in the first row. */
const others: readonly (readonly [types: RegExp, value: (type: string) => string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision)/, (type) => `(1000 + n)::${type}`],
  [/^(text|character|citext)/, (type) => `('r' || n)::${type}`],
  [/^uuid$/, () => 'md5(n::text)::uuid'],
  [/^date$/, () => `date '2000-01-01' + n::int`],
  [/^timestamp/, (type) => `(timestamp '2000-01-01' + n * interval '1 second')::${type}`],
  [/^bytea$/, () => 'int8send(n)'],
];

const columnsOf = `SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY (i.indkey))
      AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND a.attnum = ANY (f.conkey))
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    AND coalesce(pg_get_expr(d.adbin, d.adrelid), '') NOT LIKE 'nextval(%'
  ORDER BY a.attnum`;

/** A view that is stored holds what it is told to. */
const isPlain = `SELECT relkind, relispartition, (SELECT count(*) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) FROM pg_class c WHERE oid = $1::regclass`;

const none = (message: string): Refusal => ({ code: '02000', message });

/** Adds rows until the table has so many. What its rows set off is left out; undefined: it has them. */
export const grow = async (connection: Connection, table: string, rows: number): Promise<Refusal | undefined> => {
  const about = await connection.ask({ text: isPlain, values: [table] });
  if (about.kind === 'refused') return about.refusal;
  const [kind, isPart, triggers] = about.rows[0] ?? [];
  // Partitions get theirs by way of their parents.
  if (kind === 'm' || isPart === 't') return undefined;
  const columns = await connection.ask({ text: columnsOf, values: [table] });
  const count = await connection.ask({ text: `SELECT count(*) FROM ${table}` });
  if (columns.kind === 'refused') return columns.refusal;
  if (count.kind === 'refused') return count.refusal;
  const there = Number(count.rows[0]?.[0]);
  if (there === 0) return none('no row could be placed in it');
  const values = columns.rows.map(([name = '', type = '', mustDiffer]) => {
    const other = mustDiffer === 't' ? others.find(([types]) => types.test(type ?? ''))?.[1] : undefined;
    return other ? other(type ?? '') : `first.${name}`;
  });
  const names = columns.rows.map(([name]) => name).join(', ');
  const from = `(SELECT * FROM ${table} ORDER BY tableoid, ctid LIMIT 1) first, generate_series(${there + 1}, ${rows}) n`;
  const insert =
    columns.rows.length === 0
      ? `INSERT INTO ${table} SELECT FROM generate_series(${there + 1}, ${rows})`
      : `INSERT INTO ${table} (${names}) SELECT ${values.join(', ')} FROM ${from}`;
  const quiet = triggers === '0' ? [] : [`ALTER TABLE ${table} DISABLE TRIGGER USER`];
  const loud = triggers === '0' ? [] : [`ALTER TABLE ${table} ENABLE TRIGGER USER`];
  // One text is one transaction.
  const reply = await connection.ask({ text: [...quiet, insert, ...loud, `ANALYZE ${table}`].join('; ') });
  return reply.kind === 'refused' ? reply.refusal : undefined;
};
