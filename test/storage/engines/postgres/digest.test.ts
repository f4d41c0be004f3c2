import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestTable } from '../../../../src/storage/engines/postgres/digest.ts';
import type { Session } from '../../../../src/storage/engines/postgres/session.ts';
import { type Databases, databases } from './server.ts';

let at: Databases;
let session: Session;
beforeAll(async () => {
  at = await databases();
  session = await at.fresh();
});
afterAll(async () => {
  await session[Symbol.asyncDispose]();
  await at[Symbol.asyncDispose]();
});

const types = `CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TYPE pair AS (a int, b text); CREATE TYPE nested AS (m mood, p pair);
  CREATE DOMAIN email AS text; CREATE DOMAIN short AS char(3); CREATE TYPE span AS RANGE (subtype = float8);`;

/** Digests of the table `t` that SQL makes, each in a schema of its own. */
const digestsOf = async (...made: readonly string[]): Promise<string[]> => {
  const digests: string[] = [];
  for (const sql of made) {
    await session.query(`DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; ${types} ${sql}`);
    digests.push((await digestTable(session, 'public.t')).digest);
  }
  return digests;
};

/** A table of one column with these values, as literals. */
const column = (type: string, ...values: readonly string[]): string =>
  `CREATE TABLE t (a ${type}); ${values.map((value) => `INSERT INTO t VALUES (${value});`).join(' ')}`;

const two = (type: string, rows: string): string => `CREATE TABLE t (id int, a ${type}, b ${type}); INSERT INTO t VALUES ${rows}`;

describe('the digest differs', () => {
  it.each<[string, string, string]>([
    ['NULL and an empty text', column('text', 'NULL'), column('text', "''")],
    ['NULL and the word null', column('text', 'NULL'), column('text', "'null'")],
    ['an empty text and the word null', column('text', "''"), column('text', "'null'")],
    ['a text with a space more', column('text', "'a'"), column('text', "'a '")],
    ['texts that look alike', column('text', "U&'\\00e9'"), column('text', "U&'e\\0301'")],
    [
      'texts that a collation takes for equal',
      `CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); ${column('text COLLATE ci', "'A'")}`,
      column('text', "'a'"),
    ],
    ['0 and -0 of a double', column('float8', "'0'"), column('float8', "'-0'")],
    ['0 and -0 of a real', column('float4', "'0'"), column('float4', "'-0'")],
    ['0 and -0 in an array', column('float8[]', "'{0}'"), column('float8[]', "'{-0}'")],
    ['the last bit of a double', column('float8', '0.1'), column('float8', '0.10000000000000002')],
    ['the last bit of a double in an array', column('float8[]', 'ARRAY[0.1]'), column('float8[]', 'ARRAY[0.10000000000000002]')],
    ['infinity and NaN', column('float8', "'Infinity'"), column('float8', "'NaN'")],
    ['infinity and minus infinity', column('timestamptz', "'infinity'"), column('timestamptz', "'-infinity'")],
    ['1.0 and 1.00', column('numeric', '1.0'), column('numeric', '1.00')],
    ['1.0 and 1.00 in jsonb', column('jsonb', `'{"a": 1.0}'`), column('jsonb', `'{"a": 1.00}'`)],
    ['the hundredth digit', column('numeric', `${'1'.repeat(100)}.1`), column('numeric', `${'1'.repeat(100)}.2`)],
    ['a microsecond', column('timestamptz', "'2024-01-01 00:00:00.000001Z'"), column('timestamptz', "'2024-01-01 00:00:00Z'")],
    ['a microsecond in an array', column('timestamp[]', "'{2024-01-01 00:00:00.000001}'"), column('timestamp[]', "'{2024-01-01}'")],
    ['a zone that a time keeps', column('timetz', "'12:00+01'"), column('timetz', "'11:00+00'")],
    ['a month and 30 days', column('interval', "'1 mon'"), column('interval', "'30 days'")],
    ['a day and 24 hours', column('interval', "'1 day'"), column('interval', "'24:00'")],
    ['json with other spaces', column('json', `'{"a":1}'`), column('json', `'{"a": 1}'`)],
    ['json with other order', column('json', `'{"a":1,"b":2}'`), column('json', `'{"b":2,"a":1}'`)],
    ['JSON null and NULL', column('jsonb', "'null'"), column('jsonb', 'NULL')],
    ['bytes', column('bytea', "'\\x00'"), column('bytea', "'\\x0000'")],
    ['bytes and no bytes', column('bytea', "''"), column('bytea', 'NULL')],
    ['bits', column('varbit', "B'1'"), column('varbit', "B'10'")],
    ['labels of an enum', column('mood', "'ok'"), column('mood', "'sad'")],
    ['labels of an enum in an array', column('mood[]', "'{ok}'"), column('mood[]', "'{sad}'")],
    ['an array that begins elsewhere', column('int[]', "'{1,2}'"), column('int[]', "'[0:1]={1,2}'")],
    ['an array of another form', column('int[]', "'{1,2}'"), column('int[]', "'{{1,2}}'")],
    ['NULL and the word in an array', column('text[]', "'{NULL}'"), column('text[]', `'{"NULL"}'`)],
    ['a comma within and between', column('text[]', `'{a,b}'`), column('text[]', `'{"a,b"}'`)],
    ['an empty array and NULL', column('text[]', "'{}'"), column('text[]', 'NULL')],
    ['a composite of NULLs and NULL', column('pair', 'ROW(NULL, NULL)'), column('pair', 'NULL')],
    ['an empty text and NULL in a composite', column('pair', "ROW(1, '')"), column('pair', 'ROW(1, NULL)')],
    ['a label in a composite', column('nested', "ROW('ok', ROW(1, 'x'))"), column('nested', "ROW('sad', ROW(1, 'x'))")],
    ['bounds of a range', column('numrange', "'[1,2)'"), column('numrange', "'[1,2]'")],
    ['an empty range and an unbounded one', column('int4range', "'empty'"), column('int4range', "'(,)'")],
    ['a range of our own', column('span', "'[0,1)'"), column('span', "'[-0,1)'")],
    ['cents', column('money', "'1.00'"), column('money', "'1.01'")],
    ['the declaration of an xml document', column('xml', `'<?xml version="1.0"?><a/>'`), column('xml', "'<a/>'")],
    ['addresses', column('inet', "'10.0.0.1/8'"), column('inet', "'10.0.0.1'")],
    ['names of the catalog', column('regclass', "'pg_class'"), column('regclass', "'pg_type'")],
    ['points', column('point', "'(0,0)'"), column('point', "'(-0,0)'")],
    ['how often a row occurs', column('int', '1', '1'), column('int', '1', '1', '1', '1')],
    ['two rows twice and one four times', column('int', '1', '1', '2', '2'), column('int', '1', '1', '1', '1')],
    ['nothing and a row of NULL', column('int'), column('int', 'NULL')],
    ['values that changed their columns', two('text', "(1, 'x', 'y')"), two('text', "(1, 'y', 'x')")],
    ['values that changed their rows', two('text', "(1, 'x', ''), (2, 'y', '')"), two('text', "(1, 'y', ''), (2, 'x', '')")],
    ['values that only together are the same', two('text', "(1, 'ab', 'c')"), two('text', "(1, 'a', 'bc')")],
    ['NULL in another column', two('text', "(1, NULL, '')"), two('text', "(1, '', NULL)")],
    ['the type', column('int', '1'), column('bigint', '1')],
    ['the type, without a row', column('int'), column('bigint')],
    ['varchar and text', column('varchar', "'a'"), column('text', "'a'")],
    ['json and jsonb', column('json', "'1'"), column('jsonb', "'1'")],
    ['zone and no zone', column('timestamp', "'2024-01-01'"), column('timestamptz', "'2024-01-01Z'")],
    ['an enum and its text', column('mood', "'ok'"), column('text', "'ok'")],
    [
      'what a composite consists of',
      column('pair', "ROW(1, '2')"),
      `DROP TYPE nested; DROP TYPE pair; CREATE TYPE pair AS (a text, b text); ${column('pair', "ROW('1', '2')")}`,
    ],
    ['the name of a column', column('int', '1'), 'CREATE TABLE t (b int); INSERT INTO t VALUES (1)'],
    ['padding that belongs to the type', column('char(2)', "'a'"), column('char(3)', "'a'")],
    ['rows without a column', 'CREATE TABLE t (); INSERT INTO t DEFAULT VALUES', 'CREATE TABLE t ()'],
    [
      'what lies in a partition',
      'CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); INSERT INTO t VALUES (1)',
      column('int'),
    ],
    [
      'a generated value',
      'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO t VALUES (1)',
      'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 3) STORED); INSERT INTO t VALUES (1)',
    ],
    [
      'a value that is generated when it is read',
      'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL); INSERT INTO t VALUES (1)',
      'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 3) VIRTUAL); INSERT INTO t VALUES (1)',
    ],
  ])('by %s', async (_, one, other) => {
    const [a, b] = await digestsOf(one, other);
    expect(a).not.toBe(b);
  });
});

describe('the digest is the same', () => {
  it.each<[string, string, string]>([
    ['the order of rows', column('int', '1', '2', '3'), column('int', '3', '1', '2')],
    ['where rows lie', column('int', '1', '2'), `${column('int', '0', '2')} UPDATE t SET a = 1 WHERE a = 0; DELETE FROM t WHERE a = 3`],
    [
      'the order of columns',
      'CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, NULL)',
      'CREATE TABLE t (b text, a int); INSERT INTO t VALUES (NULL, 1)',
    ],
    [
      'columns that were dropped',
      column('int', '1'),
      'CREATE TABLE t (x text, a int, y int); INSERT INTO t VALUES (NULL, 1, 2); ALTER TABLE t DROP x, DROP y',
    ],
    [
      'whether a default was written into old rows',
      "CREATE TABLE t (a int); INSERT INTO t VALUES (1); ALTER TABLE t ADD b text DEFAULT 'x'",
      "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x')",
    ],
    [
      'where long values lie',
      `CREATE TABLE t (a text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL; INSERT INTO t VALUES (repeat('x', 100000))`,
      column('text', "repeat('x', 100000)"),
    ],
    ['how a NaN came about', column('float8', "'NaN'"), column('float8', "'Infinity'::float8 - 'Infinity'::float8")],
    [
      'how a NaN in an array came about',
      column('float8[]', "'{NaN}'"),
      column('float8[]', "ARRAY['Infinity'::float8 - 'Infinity'::float8]"),
    ],
    ['that an array once held NULL', column('int[]', "'{1,2}'"), `${column('int[]', "'{NULL,2}'")} UPDATE t SET a[1] = 1`],
    ['spaces in jsonb', column('jsonb', `'{"a":1, "b":2}'`), column('jsonb', `'{"b": 2,"a": 1}'`)],
    [
      'the zone that an instant was written in',
      column('timestamptz', "'2024-01-01 02:00+02'"),
      column('timestamptz', "'2024-01-01 00:00Z'"),
    ],
    ['a domain and what it is of', column('email', "'a'"), column('text', "'a'")],
    ['a domain over padded text', column('short', "'a'"), column('char(3)', "'a'")],
    ['a length that is allowed', column('varchar(3)', "'a'"), column('varchar(9)', "'a'")],
    ['a collation', column('text COLLATE "C"', "'a'"), column('text COLLATE "und-x-icu"', "'a'")],
    [
      'partitions',
      'CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); INSERT INTO t VALUES (1)',
      column('int', '1'),
    ],
    ['what inherits', `${column('int', '1')} CREATE TABLE u () INHERITS (t); INSERT INTO u VALUES (2)`, column('int', '1')],
    ['unlogged', 'CREATE UNLOGGED TABLE t (a int); INSERT INTO t VALUES (1)', column('int', '1')],
    ['a view of the same rows', 'CREATE TABLE u (a int); INSERT INTO u VALUES (1); CREATE VIEW t AS SELECT a FROM u', column('int', '1')],
    [
      'a cast of one’s own',
      `CREATE FUNCTION nothing(pair) RETURNS text LANGUAGE sql AS $$ SELECT '' $$; CREATE CAST (pair AS text) WITH FUNCTION nothing(pair); ${column('pair', "ROW(1, 'x')")}`,
      column('pair', "ROW(1, 'x')"),
    ],
  ])('whatever %s', async (_, one, other) => {
    const [a, b] = await digestsOf(one, other);
    expect(a).toBe(b);
  });

  it('in another database, where types have other oids', async () => {
    const sql = `CREATE TABLE t (a mood, b mood[], c nested, d nested[], e email, f span, g email[], h regtype);
      INSERT INTO t VALUES ('ok', '{ok,sad}', ROW('sad', ROW(1, 'x')), ARRAY[ROW('ok', ROW(2, NULL))::nested], 'e', '[1,2)', '{f}', 'mood')`;
    await using one = await at.fresh(`${types} ${sql}`);
    await using other = await at.fresh(`CREATE TYPE before AS ENUM ('x'); CREATE TABLE earlier (a before); ${types} ${sql}`);
    const oid = "SELECT 'mood'::regtype::oid::text AS oid";
    expect(await one.query(oid)).not.toEqual(await other.query(oid));
    expect(await digestTable(one, 'public.t')).toEqual(await digestTable(other, 'public.t'));
  });

  it('under whatever settings of the session, which it gets back', async () => {
    await session.query(`DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; ${types}
      CREATE TABLE t AS SELECT timestamptz '2024-01-01 00:00:00.5Z' a, ARRAY[timestamptz '2024-01-01Z'] b, interval '-1 mon 2 days' c, ARRAY[interval '1 mon -2 days'] d,
        0.1::float8 e, ARRAY[0.1::float8, 1e-7] f, '\\x01'::bytea g, ARRAY['\\x01'::bytea] h, ROW(1, 'x')::pair i, 'public.pair'::regtype j, date '2024-02-01' k, ARRAY[date '2024-02-01'] l`);
    const usual = await digestTable(session, 'public.t');
    const mine = {
      TimeZone: 'Asia/Kathmandu',
      DateStyle: 'SQL, DMY',
      IntervalStyle: 'sql_standard',
      extra_float_digits: '-15',
      bytea_output: 'escape',
      search_path: 'public',
      jit: 'on',
    };
    for (const [name, value] of Object.entries(mine)) await session.query('SELECT set_config($1, $2, false)', [name, value]);
    expect(await digestTable(session, 'public.t', undefined, { workers: 2 })).toEqual(usual);
    const now = await session.query<{ value: string }>(
      `SELECT current_setting(name) AS value FROM unnest('{${Object.keys(mine).join(',')}}'::text[]) name`,
    );
    expect(now.map(({ value }) => value)).toEqual(Object.values(mine));
    await session.query('RESET ALL');
  });
});

describe('the digest of rows', () => {
  const value = fc.option(
    fc.oneof(
      fc.constantFrom('', 'null', 'NULL', '(,)', '"', '\\'),
      fc.string({ maxLength: 3 }).filter((text) => !text.includes('\0')),
    ),
    { nil: null },
  );
  const row = fc.tuple(value, fc.option(fc.integer({ min: -2, max: 2 }), { nil: null }), fc.constantFrom('0', '-0', 'NaN', '1', '1e-300'));
  const rowsOf = fc.array(row, { maxLength: 6 });

  it('is equal exactly when the rows are, with how often each occurs', async () => {
    await session.query('DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; CREATE TABLE t (a text, b int, c float8)');
    const digestOf = async (rows: readonly (readonly [string | null, number | null, string])[]): Promise<string> => {
      await session.query('TRUNCATE public.t');
      for (const values of rows) await session.query('INSERT INTO public.t VALUES ($1, $2, $3)', values);
      return (await digestTable(session, 'public.t')).digest;
    };
    const bag = (rows: readonly unknown[]): string => JSON.stringify(rows.map((one) => JSON.stringify(one)).sort());
    const pairs = fc.oneof(
      fc.tuple(rowsOf, rowsOf),
      rowsOf.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: Math.max(0, rows.length - 1) }))),
      rowsOf.filter((rows) => rows.length > 0).map((rows) => [rows, [...rows, rows[0] ?? [null, null, '0']]] as [typeof rows, typeof rows]),
    );
    await fc.assert(
      fc.asyncProperty(pairs, async ([one, other]) => {
        expect((await digestOf(one)) === (await digestOf(other))).toBe(bag(one) === bag(other));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same on all servers: a figure that later versions must give as well', async () => {
    const [digest] = await digestsOf(
      "CREATE TABLE t (id int, note text, price numeric(10,2)); INSERT INTO t VALUES (1, 'x', 1.50), (2, NULL, 'NaN')",
    );
    expect(digest).toBe('sha256:389dde0bde211f4626c4e72955ede07e26621b2f854fba14996d032e4c34d8e7');
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a table that is not there', () => digestTable(session, 'public.nope'), 'there is no table public.nope'],
    [
      'a sequence',
      () => session.query('CREATE SEQUENCE public.s').then(() => digestTable(session, 'public.s')),
      'there is no table public.s',
    ],
    ['a column that is not there', () => digestTable(session, 'public.t', ['nots']), 'public.t has no column nots'],
    ['what is no name', () => digestTable(session, 'public.t; DROP TABLE public.t'), 'there is no table public.t; DROP TABLE public.t'],
  ])('says what is wrong with %s', async (_, work, message) => {
    await digestsOf('CREATE TABLE t (note text)');
    await expect(work()).rejects.toThrow(message);
  });
});
