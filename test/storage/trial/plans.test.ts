import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `CREATE TYPE state AS ENUM ('new', 'paid'); CREATE TABLE t (id int PRIMARY KEY, a text, n int, s state NOT NULL DEFAULT 'new');`;
const seed = "INSERT INTO t VALUES (700, 'a', 1, 'new')";
const otherEnum = `ALTER TYPE state RENAME TO old_state; CREATE TYPE state AS ENUM ('new', 'paid');
  ALTER TABLE t ALTER s DROP DEFAULT, ALTER s TYPE state USING s::text::state, ALTER s SET DEFAULT 'new'; DROP TYPE old_state`;

const addsColumn = 'ALTER TABLE t ADD COLUMN b int';

describe('a pool of connections, some of which were used before the migration', () => {
  it.each<[string, Omit<Case, 'before' | 'seed'>, number, RegExp | undefined]>([
    ['reads all columns', { up: addsColumn, statements: ['SELECT * FROM t'] }, 1, /cached plan must not change result type/],
    [
      'writes, and is given all columns',
      { up: addsColumn, statements: ["UPDATE t SET a = 'b' WHERE id = 700 RETURNING *"] },
      1,
      /cached plan must not change result type/,
    ],
    ['names its columns', { up: addsColumn, statements: ['SELECT id, a FROM t', "UPDATE t SET a = 'b' WHERE id = 700"] }, 0, undefined],
    [
      'reads a column whose type is another',
      { up: 'ALTER TABLE t ALTER n TYPE bigint', statements: ['SELECT n FROM t'] },
      1,
      /cached plan must not change result type/,
    ],
    [
      'has parameters of a type that was made anew under its name',
      { up: otherEnum, statements: ['-- params: ["new"]\nSELECT id FROM t WHERE s = $1'] },
      1,
      /./,
    ],
    [
      'what everybody is refused lies not in its plans',
      { up: 'ALTER TABLE t DROP COLUMN n', statements: ['SELECT n FROM t'] },
      0,
      undefined,
    ],
  ])('%s', async (_, one, failed, words) => {
    const { exercised, findings } = await at.of({ before, seed, ...one });
    expect(exercised.plans).toEqual({ tried: one.statements?.length, failed });
    const shown = findings.flatMap(({ witness }) => {
      const value = witness?.value as { on?: string; error?: { message: string } } | undefined;
      return value?.on === 'a connection from before the migration' ? [value.error?.message ?? ''] : [];
    });
    expect(shown.map((text) => words?.test(text))).toEqual(words ? [true] : []);
  });
});

describe('what the log shows to be asked by the name that it is prepared under', () => {
  const asked = (how: string, text: string): string => JSON.stringify({ message: `${how}: ${text}`, detail: "Parameters: $1 = '700'" });
  const all = 'SELECT * FROM t WHERE id = $1';
  const cached = 'storage/cached-plan';

  it.each<[string, Omit<Case, 'before' | 'seed'>, unknown[]]>([
    ['is kept by connections: it breaks', { up: addsColumn, log: asked('execute S_1', all) }, [[cached, 'error', { mixed: 'breaks' }]]],
    ['whatever its portal is called', { up: addsColumn, log: asked('execute S_1/C_2', all) }, [[cached, 'error', { mixed: 'breaks' }]]],
    [
      'once, and else not',
      { up: addsColumn, log: [asked('execute <unnamed>', all), asked('execute a', all)].join('\n') },
      [[cached, 'error', { mixed: 'breaks' }]],
    ],
    [
      'and reads a column of another type',
      { up: 'ALTER TABLE t ALTER n TYPE bigint', log: asked('execute get', 'SELECT n FROM t WHERE id = $1') },
      [['storage/column-type-widened', 'error', { mixed: 'breaks', rollback: 'breaks-if-used' }]],
    ],
    ['and names its columns: nothing', { up: addsColumn, log: asked('execute S_1', 'SELECT a FROM t WHERE id = $1') }, []],
    ['not by a name: a note', { up: addsColumn, log: asked('execute <unnamed>', all) }, [[cached, 'note', { mixed: 'breaks-if-used' }]]],
    ['as text alone: a note', { up: addsColumn, statements: ['SELECT * FROM t'] }, [[cached, 'note', { mixed: 'breaks-if-used' }]]],
    [
      'as a file says: it breaks',
      { up: addsColumn, statements: ['-- prepared\nSELECT * FROM t'] },
      [[cached, 'error', { mixed: 'breaks' }]],
    ],
    [
      'another statement of the file: a note',
      { up: addsColumn, statements: ['-- prepared\nSELECT a FROM t;\nSELECT * FROM t'] },
      [[cached, 'note', { mixed: 'breaks-if-used' }]],
    ],
  ])('%s', async (_, one, expected) => {
    const { findings } = await at.of({ before, seed, ...one });
    const told = findings.filter(({ rule }) => /cached-plan|column-type/.test(rule));
    expect(told.map(({ rule, severity, cells }) => [rule, severity, cells])).toEqual(expected);
  });
});

describe('a query that calls what writes', () => {
  const calls = `${before} CREATE FUNCTION take(int) RETURNS int LANGUAGE sql AS 'UPDATE t SET n = n - 1 WHERE id = $1 RETURNING n'`;
  const reads = 'SELECT n FROM t WHERE id = 700';

  it.each<[string, up: string, statements: readonly string[], findings: readonly string[]]>([
    ['leaves nothing for those that are asked later', addsColumn, ['SELECT take(700)', reads], []],
    [
      'nor does one that writes itself',
      addsColumn,
      ['WITH one AS (UPDATE t SET n = n - 1 WHERE id = 700 RETURNING n) SELECT n FROM one', reads],
      [],
    ],
    [
      'is seen to write something else',
      "CREATE OR REPLACE FUNCTION take(int) RETURNS int LANGUAGE sql AS 'UPDATE t SET n = n - 2 WHERE id = $1 RETURNING n'",
      ['SELECT take(700)', reads],
      ['storage/routine-body-changed error'],
    ],
  ])('%s', async (_, up, statements, expected) => {
    const { findings } = await at.of({ before: calls, seed, up, statements });
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
  });
});

describe('a transaction with one snapshot that is open across the migration', () => {
  const empties = async (up: string, statements: readonly string[]): Promise<unknown[]> =>
    (await at.of({ before, seed, up, statements })).findings
      .filter(({ rule }) => rule === 'storage/old-snapshot-empty')
      .map(({ severity, object, cells }) => [severity, object, cells]);

  it.each<[string, string, unknown[]]>([
    ['a table written anew has no rows for it', 'ALTER TABLE t ALTER n TYPE bigint', [['note', 'table public.t', {}]]],
    ['one that is not has its rows', addsColumn, []],
    ['rows that are deleted are still there', 'DELETE FROM t', []],
    ['what TRUNCATE takes is not', 'TRUNCATE t', [['note', 'table public.t', {}]]],
  ])('%s', async (_, up, expected) => expect(await empties(up, ['SELECT a FROM t'])).toEqual(expected));

  it('a join that finds nothing for another reason is none', async () => {
    const joined = `${before} CREATE TABLE o (id int PRIMARY KEY, v text);`;
    const { findings } = await at.of({
      before: joined,
      seed: "INSERT INTO t VALUES (700, 'a', 1, 'new'); INSERT INTO o VALUES (700, 'v')",
      up: "ALTER TABLE t ADD v text DEFAULT 'other'",
      statements: ['SELECT a FROM t NATURAL JOIN o WHERE id = 700'],
    });
    expect(findings.map(({ rule }) => rule).filter((rule) => rule === 'storage/old-snapshot-empty')).toEqual([]);
  });
});
