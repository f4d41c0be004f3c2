import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsOf, parseCondition } from '../../../../../src/storage/engines/postgres/values/condition.ts';
import { narrowed } from '../../../../../src/storage/engines/postgres/values/narrowed.ts';
import { boundsOf } from '../../../../../src/storage/engines/postgres/values/partition.ts';
import { holds } from '../../../../../src/storage/engines/postgres/values/truth.ts';
import type { Values } from '../../../../../src/storage/engines/postgres/values/value.ts';
import { typeBook } from '../../../../../src/storage/engines/postgres/values.ts';
import { type Stores, stores } from '../../../ground.ts';

let at: Stores;
beforeAll(async () => {
  at = await stores();
});
afterAll(() => at[Symbol.asyncDispose]());

const types = {
  n: 'integer',
  m: 'integer',
  d: 'numeric(10,2)',
  s: 'text',
  v: 'character varying(20)',
  t: 'timestamp with time zone',
  day: 'date',
  b: 'boolean',
} as const;
type Name = keyof typeof types;

/** Checks as people write them, rows, and what drill says of them; `undefined`: the server has to. */
const table: readonly [check: string, row: Partial<Record<Name, string | null>>, says: boolean | undefined][] = [
  ['n > 17', { n: '17' }, false],
  ['n > 17', { n: '18' }, true],
  ['n > 17', { n: null }, true],
  ['n BETWEEN 1 AND 5', { n: '6' }, false],
  ['n IN (1, 2, 3)', { n: '4' }, false],
  ['n NOT IN (1, 2, 3)', { n: '3' }, false],
  ['n <> -2147483648', { n: '-2147483648' }, false],
  ['d > 0.005', { d: '0.01' }, true],
  ['d >= 99999999.99', { d: '99999999.98' }, false],
  ['d < 5', { d: 'NaN' }, false],
  ['n % 7 = 3', { n: '10' }, true],
  ['n % 7 = 3', { n: '-4' }, false],
  ['n + m = 10', { n: '4', m: '7' }, false],
  ['n < m', { n: '4', m: '4' }, false],
  ['n < m OR m IS NULL', { n: '4', m: null }, true],
  ['NOT (n = 1 AND m = 1)', { n: '1', m: '1' }, false],
  ["s = ANY (ARRAY['a', 'b'])", { s: 'c' }, false],
  ["v IN ('a', 'O''Reilly')", { v: "O'Reilly" }, true],
  ["v IN ('a', 'b')", { v: 'B' }, false],
  ['length(s) <= 3', { s: '😀😀😀' }, true],
  ['char_length(v) > 0', { v: '' }, false],
  ['octet_length(s) < 4', { s: '😀' }, false],
  ["s ~ '^[a-z]+$'", { s: 'abc' }, true],
  ["s ~ '^[a-z]+$'", { s: 'Abc' }, false],
  ["s ~* '^[a-z]+$'", { s: 'Abc' }, true],
  ["s !~ '[0-9]'", { s: 'a1' }, false],
  ["s LIKE 'a%_'", { s: 'a' }, false],
  ["s ~ '\\m[[:alpha:]]'", { s: 'abc' }, undefined],
  ["s < 'b'", { s: 'a' }, undefined],
  ["t > '2024-01-01 00:00:00+02'", { t: '2023-12-31 22:00:00+00' }, false],
  ["t > '2024-01-01 00:00:00+02'", { t: '2023-12-31 22:00:00.000001+00' }, true],
  ["day < '0001-01-01'", { day: '0001-12-31 BC' }, true],
  ["day < 'infinity'", { day: 'infinity' }, false],
  ['b', { b: 'false' }, false],
  ['b IS TRUE OR n > 0', { b: 'false', n: '0' }, false],
  ['s IS NOT NULL OR n IS NOT NULL', { s: null, n: null }, false],
  ['(n IS NULL) = (s IS NULL)', { n: null, s: 'a' }, false],
  ["md5(s) LIKE '0%'", { s: 'a' }, undefined],
  ["CASE WHEN n > 0 THEN s <> '' ELSE true END", { n: '1', s: '' }, undefined],
  ["coalesce(s, '') <> ''", { s: '' }, undefined],
];

describe('a condition', () => {
  it('means to drill what it means to the server, where it means anything', async () => {
    const columns = Object.entries(types).map(([name, type]) => `${name} ${type}`);
    await using store = await at.with(`CREATE TABLE t (${columns.join(', ')})`);
    const { connection } = store;
    const told: unknown[] = [];
    for (const [check, row] of table) {
      await connection.begin();
      await connection.place({ text: `ALTER TABLE t ADD CONSTRAINT c CHECK (${check})` });
      const printed = await connection.ask({ text: "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'c'" });
      const definition = printed.kind === 'done' ? (printed.rows[0]?.[0] ?? '') : '';
      const names = Object.keys(row) as Name[];
      const reply = await connection.place({
        text: `INSERT INTO t (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        values: names.map((name) => row[name] ?? null),
      });
      await connection.rollback();
      const condition = parseCondition(definition);
      const cells = new Map(Object.entries(types).map(([name, type]) => [name, { value: row[name as Name] ?? null, type }]));
      const mine = holds(condition, cells);
      told.push([check, row, mine, mine === undefined || mine === (reply.kind === 'done') ? 'as the server' : definition]);
    }
    expect(told).toEqual(table.map(([check, row, says]) => [check, row, says, 'as the server']));
  });

  it.each<[string, string[]]>([
    ['CHECK (((age > 17) AND ("Odd Name" = ANY (ARRAY[1, 2]))))', ['age', '"Odd Name"']],
    ["CHECK (((VALUE)::public.citext OPERATOR(public.~) '^a'::public.citext))", ['VALUE']],
    ['CHECK ((a > b)) NOT VALID', ['a', 'b']],
    ['CHECK ((a > ', []],
    ['nonsense §', []],
  ])('%s speaks of %j', (definition, columns) => expect(columnsOf(parseCondition(definition))).toEqual(columns));
});

const valuesOf = (type: string): Values => {
  const values = book.of(type);
  if (!values) throw new Error(type);
  return values;
};
const book = typeBook({ engine: 'postgres', server: '18.4', objects: [] });

describe('values narrowed by a condition', () => {
  it.each<[string, string, string[]]>([
    ['integer', 'CHECK (((x >= 18) AND (x < 21)))', ['18', '19', '20']],
    ['text', "CHECK ((x = ANY (ARRAY['a'::text, 'b'::text])))", ['a', 'b']],
    ['smallint', 'CHECK ((x > 32766))', ['32767']],
    ['date', "CHECK (((x >= '2024-02-28'::date) AND (x < '2024-03-01'::date)))", ['2024-02-28', '2024-02-29']],
    ['character varying(4)', 'CHECK ((length((x)::text) = 4))', ['NULL', 'xxxx', '漢字かな', '😀😀😀😀']],
  ])('of %s with %s are %j', (type, check, expected) => {
    const { boundaries } = narrowed(valuesOf(type), { name: 'x', type }, [parseCondition(check)]);
    expect(boundaries.toSorted()).toEqual(expected.toSorted());
  });

  it('that nothing meets are left as they were: the server has the last word', () => {
    const values = valuesOf('integer');
    expect(narrowed(values, { name: 'x', type: 'integer' }, [parseCondition('CHECK (((x > 5) AND (x < 3)))')])).toBe(values);
  });
});

describe('the bounds of a partition', () => {
  const cells = (values: Record<string, string>) =>
    new Map(Object.entries(values).map(([name, value]) => [name, { value, type: /^\d+$/.test(value) ? 'integer' : 'text' }]));
  it.each<[string, string, Record<string, string>, boolean[]]>([
    ['RANGE (a)', 'FOR VALUES FROM (1) TO (10)', { a: '1' }, [true, true]],
    ['RANGE (a)', 'FOR VALUES FROM (1) TO (10)', { a: '10' }, [true, false]],
    ['RANGE (a, b)', 'FOR VALUES FROM (1, 5) TO (1, 9)', { a: '1', b: '9' }, [true, true, true, false]],
    ['RANGE (a, b)', 'FOR VALUES FROM (1, 5) TO (2, 0)', { a: '2', b: '7' }, [true, false]],
    ['RANGE (a)', 'FOR VALUES FROM (MINVALUE) TO (10)', { a: '3' }, [true]],
    ['LIST (b)', "FOR VALUES IN ('x', 'it''s, so')", { b: "it's, so" }, [true]],
    ['LIST (b)', "FOR VALUES IN ('x', NULL)", { b: 'y' }, [false]],
    ['HASH (a)', 'FOR VALUES WITH (modulus 2, remainder 0)', { a: '1' }, []],
    ['RANGE (lower(b))', "FOR VALUES FROM ('a') TO ('b')", { b: 'z' }, []],
    ['LIST (b)', 'DEFAULT', { b: 'z' }, []],
  ])('%s, %s of %j: %j', (by, bound, row, expected) =>
    expect(boundsOf(by, bound).map((condition) => holds(condition, cells(row)))).toEqual(expected),
  );
});
