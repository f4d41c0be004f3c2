import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableComparison } from '../../../../../src/storage/content.ts';
import { compareContent } from '../../../../../src/storage/engines/postgres/digest/compare.ts';
import type { Session } from '../../../../../src/storage/engines/postgres/session.ts';
import { type Databases, databases } from '../server.ts';

let at: Databases;
let was: Session;
let is: Session;
beforeAll(async () => {
  at = await databases();
  was = await at.fresh();
  is = await at.fresh("CREATE TYPE before AS ENUM ('x')");
});
afterAll(async () => {
  await was[Symbol.asyncDispose]();
  await is[Symbol.asyncDispose]();
  await at[Symbol.asyncDispose]();
});

/** Compares `public.t` as it is made, with what the second side then does to it. */
const compared = async (sql: string, then: string, shown = 10): Promise<TableComparison> => {
  const fresh = 'DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;';
  await was.query(`${fresh} ${sql}`);
  await is.query(`${fresh} ${sql}; ${then}`);
  const [table] = await compareContent([was, is], ['public.t'], { shown });
  if (!table) throw new Error('nothing was compared');
  return table;
};

const many = (rows: number, key = 'PRIMARY KEY'): string =>
  `CREATE TABLE t (id int ${key}, note text, price numeric); INSERT INTO t SELECT g, 'note ' || g % 7, g / 4.0 FROM generate_series(1, ${rows}) g`;

const states = ({ columns }: TableComparison): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, state }) => [name, state]));
const equal = { id: 'equal', note: 'equal', price: 'equal' };

describe('two tables', () => {
  it('that are equal are equal, column by column', async () => {
    const table = await compared(many(500), 'UPDATE t SET note = note WHERE id < 100');
    expect(table).toEqual({
      table: 'public.t',
      state: 'equal',
      rows: { was: 500, is: 500 },
      columns: ['id', 'note', 'price'].map((name) => ({ name, state: 'equal' })),
      key: ['id'],
      differing: { rows: 0, exact: true },
      shown: [],
    });
  });

  it.each<[string, string, string]>([
    ['with a key', 'PRIMARY KEY', 'id'],
    ['with a unique index instead of one', 'NOT NULL UNIQUE', 'id'],
  ])('%s are bisected to the rows that differ, and to their columns', async (_, kind, key) => {
    const table = await compared(
      many(3000, kind),
      "UPDATE t SET note = NULL WHERE id = 17; UPDATE t SET price = 4.50 WHERE id = 18; DELETE FROM t WHERE id = 2999; INSERT INTO t VALUES (4000, 'new', 1)",
    );
    expect([table.state, table.rows, table.key, table.differing, states(table)]).toEqual([
      'differs',
      { was: 3000, is: 3000 },
      [key],
      { rows: 4, exact: true },
      { ...equal, note: 'differs', price: 'differs' },
    ]);
    expect(table.shown.toSorted((a, b) => Number((a.was ?? a.is)?.['id']) - Number((b.was ?? b.is)?.['id']))).toEqual([
      {
        kind: 'changed',
        times: 1,
        columns: ['note'],
        was: { id: '17', note: 'note 3', price: '4.2500000000000000' },
        is: { id: '17', note: null, price: '4.2500000000000000' },
      },
      {
        kind: 'changed',
        times: 1,
        columns: ['price'],
        was: { id: '18', note: 'note 4', price: '4.5000000000000000' },
        is: { id: '18', note: 'note 4', price: '4.50' },
      },
      { kind: 'lost', times: 1, columns: [], was: { id: '2999', note: 'note 3', price: '749.7500000000000000' } },
      { kind: 'added', times: 1, columns: [], is: { id: '4000', note: 'new', price: '1' } },
    ]);
  });

  it('without a key are a bag of rows', async () => {
    const table = await compared(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT 1, 'x' FROM generate_series(1, 40); INSERT INTO t VALUES (2, NULL)",
      "DELETE FROM t WHERE ctid IN (SELECT ctid FROM t WHERE a = 1 LIMIT 3); UPDATE t SET b = '' WHERE a = 2",
    );
    expect([table.state, table.key, table.differing, states(table)]).toEqual([
      'differs',
      [],
      { rows: 5, exact: true },
      { a: 'differs', b: 'differs' },
    ]);
    expect(table.shown.toSorted((a, b) => b.times - a.times || (a.kind < b.kind ? 1 : -1))).toEqual([
      { kind: 'lost', times: 3, columns: [], was: { a: '1', b: 'x' } },
      { kind: 'lost', times: 1, columns: [], was: { a: '2', b: null } },
      { kind: 'added', times: 1, columns: [], is: { a: '2', b: '' } },
    ]);
  });

  it('that differ only in which value is in which row are told to differ in that column', async () => {
    const table = await compared(many(10), 'UPDATE t SET price = (ARRAY[0.5, 0.25])[id] WHERE id IN (1, 2)');
    expect([table.differing, states(table)]).toEqual([
      { rows: 2, exact: true },
      { ...equal, price: 'differs' },
    ]);
  });

  it.each<[string, string]>([
    ['with a key', 'PRIMARY KEY'],
    ['without one', ''],
  ])('%s that differ everywhere are not all looked at, which is said; their columns are', async (_, kind) => {
    const table = await compared(many(200_000, kind), 'UPDATE t SET price = price + 1 WHERE id > 1', 3);
    const { rows, exact } = table.differing;
    expect([exact, rows > 10_000, rows < 199_999, table.shown.length, states(table)]).toEqual([
      false,
      true,
      true,
      3,
      { ...equal, price: 'differs' },
    ]);
  });

  it('of which one is empty', async () => {
    const table = await compared(many(3), 'TRUNCATE t');
    expect([table.rows, table.differing, table.shown.map(({ kind }) => kind)]).toEqual([
      { was: 3, is: 0 },
      { rows: 3, exact: true },
      ['lost', 'lost', 'lost'],
    ]);
  });

  it('of which one has another key are told apart by all columns', async () => {
    const table = await compared(many(5), 'ALTER TABLE t DROP CONSTRAINT t_pkey; INSERT INTO t SELECT * FROM t WHERE id = 5');
    expect([table.state, table.key, table.shown]).toEqual([
      'differs',
      [],
      [{ kind: 'added', times: 1, columns: [], is: { id: '5', note: 'note 5', price: '1.2500000000000000' } }],
    ]);
  });

  it('with a long value show where it is cut', async () => {
    const table = await compared(
      "CREATE TABLE t (a text); INSERT INTO t VALUES (repeat('x', 2000))",
      "UPDATE t SET a = repeat('x', 1999) || 'y'",
    );
    const cut = `${'x'.repeat(1000)}… (2000 characters, md5 `;
    expect(table.shown.map(({ was: before, is: after }) => (before ?? after)?.['a']?.startsWith(cut))).toEqual([true, true]);
    expect(table.shown[0]?.was?.['a']).not.toBe(table.shown[1]?.is?.['a']);
  });

  it('keep quoted names, composites of NULL, and types of their own apart', async () => {
    const sql = `CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TYPE pair AS (a int, b text); CREATE TABLE t ("Key ""1""" text PRIMARY KEY, p pair, m mood[]); INSERT INTO t VALUES ('a', ROW(NULL, NULL), '{ok}')`;
    expect((await compared(sql, '')).state).toBe('equal');
    expect((await compared(sql, "UPDATE t SET p = NULL, m = '{sad}'")).shown).toEqual([
      {
        kind: 'changed',
        times: 1,
        columns: ['m', 'p'],
        was: { 'Key "1"': 'a', p: '(,)', m: '{ok}' },
        is: { 'Key "1"': 'a', p: null, m: '{sad}' },
      },
    ]);
  });
});

describe('what cannot be compared is said, and not equal', () => {
  it.each<[string, string, string, string, string | undefined, Record<string, string | undefined>]>([
    [
      'a column of another type',
      'CREATE TABLE t (a int, b int)',
      'ALTER TABLE t ALTER b TYPE bigint',
      'unknown',
      'some columns cannot be compared',
      { b: 'integer became bigint' },
    ],
    [
      'a column that is gone',
      'CREATE TABLE t (a int, b int)',
      'ALTER TABLE t DROP b',
      'unknown',
      'some columns cannot be compared',
      { b: 'it is not on the second side' },
    ],
    [
      'a column that came',
      'CREATE TABLE t (a int)',
      'ALTER TABLE t ADD b int',
      'unknown',
      'some columns cannot be compared',
      { b: 'it is not on the first side' },
    ],
    [
      'no column in common',
      'CREATE TABLE t (a int)',
      'ALTER TABLE t RENAME a TO b',
      'unknown',
      'no column can be compared',
      { a: 'it is not on the second side', b: 'it is not on the first side' },
    ],
    ['a table that is gone', 'CREATE TABLE t (a int)', 'DROP TABLE t', 'differs', 'it is not on the second side', {}],
    ['a table that never was', 'SELECT', '', 'unknown', 'it is on neither side', {}],
    [
      'what the server refuses',
      'CREATE VIEW t AS SELECT 1 / (1 - g) AS a FROM generate_series(1, 1) g',
      '',
      'unknown',
      'division by zero',
      {},
    ],
    [
      'a foreign table without its server',
      'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int) SERVER s',
      '',
      'unknown',
      'foreign-data wrapper "w" has no handler',
      {},
    ],
  ])('%s', async (_, sql, then, state, why, whys) => {
    await Promise.all([was, is].map((one) => one.query('DROP FOREIGN DATA WRAPPER IF EXISTS w CASCADE')));
    const table = await compared(sql, then);
    expect([table.state, table.why]).toEqual([state, why]);
    expect(Object.fromEntries(table.columns.flatMap((one) => (one.why === undefined ? [] : [[one.name, one.why]])))).toEqual(whys);
  });

  it('rows that a policy hides, and the next table is compared all the same', async () => {
    const sql = `CREATE TABLE t (a int); CREATE TABLE u (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);
      GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON t, u TO reader`;
    await was.query('CREATE ROLE reader');
    await compared(sql, '');
    await Promise.all([was, is].map((one) => one.query('SET ROLE reader')));
    const tables = await compareContent([was, is], ['public.t', 'public.u']);
    await Promise.all([was, is].map((one) => one.query('RESET ROLE')));
    expect(tables.map(({ state, why }) => [state, why])).toEqual([
      ['unknown', 'query would be affected by row-level security policy for table "t"'],
      ['equal', undefined],
    ]);
  });
});

describe('whatever is changed', () => {
  it('exactly those rows are found', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(ids, ids, async (changed, lost) => {
        const list = (of: readonly number[]): string => [0, ...of].join(', ');
        const table = await compared(
          many(400),
          `UPDATE t SET note = note || '!' WHERE id IN (${list(changed)}); DELETE FROM t WHERE id IN (${list(lost)})`,
          100,
        );
        const found = (kind: string): number[] =>
          table.shown
            .filter((one) => one.kind === kind)
            .map((one) => Number(one.was?.['id']))
            .sort((a, b) => a - b);
        const left = changed.filter((id) => !lost.includes(id));
        expect([table.state, found('changed'), found('lost')]).toEqual([
          left.length + lost.length === 0 ? 'equal' : 'differs',
          left.toSorted((a, b) => a - b),
          lost.toSorted((a, b) => a - b),
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
