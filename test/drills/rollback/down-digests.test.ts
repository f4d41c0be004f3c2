import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../../src/drills/rollback/capture.ts';
import { compareDown } from '../../../src/drills/rollback/down.ts';
import { type Databases, databases } from '../../storage/engines/postgres/server.ts';

let at: Databases;
beforeAll(async () => {
  at = await databases();
});
afterAll(() => at[Symbol.asyncDispose]());

const keyed =
  "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, b numeric); INSERT INTO t SELECT g, 'a' || g, g FROM generate_series(1, 300) g";
const keyless = keyed.replace(' PRIMARY KEY', '');

/** Findings on a table by its rows (`most` of them are held) at the three moments of a drill. */
const found = async (before: string, byNew: string, byDown: string, most: number): Promise<{ found: string[]; rows: number }> => {
  await using session = await at.copy(before);
  const old = await capture(session, [], most);
  await session.query(byNew);
  const left = await capture(session, [old], most);
  await session.query(byDown);
  const { findings, rows } = compareDown(old, left, await capture(session, [old, left], most));
  return { found: findings.map(({ rule, severity, what }) => `${severity} ${rule.replace('drills/down-', '')} ${what}`), rows };
};

const write = "INSERT INTO t VALUES (1001, 'new', 1); UPDATE t SET a = 'by N' WHERE id = 2";

describe('a table with too many rows to hold, after the down migrations', () => {
  it.each<[name: string, before: string, byNew: string, byDown: string, expected: string[], severities: string[]]>([
    ['is as N left it', keyed, write, 'SELECT', [], []],
    ['is as it was before N', keyed, write, "UPDATE t SET a = 'a2' WHERE id = 2", [], []],
    [
      'has lost a row of N-1',
      keyed,
      write,
      'DELETE FROM t WHERE id = 7',
      ['error row-lost public.t: 1 or more rows are gone after the down migrations'],
      ['error row-lost'],
    ],
    [
      'has lost a row of N',
      keyed,
      write,
      'DELETE FROM t WHERE id = 1001',
      ['error row-lost public.t: 1 or more rows are gone after the down migrations'],
      ['error row-lost'],
    ],
    [
      'has other values in a row that N did not touch',
      keyed,
      write,
      'UPDATE t SET b = b + 0.0 WHERE id = 9',
      ['error row-changed public.t: b changed in the down migrations'],
      ['error row-changed'],
    ],
    [
      'has other values in the row that N had changed',
      keyed,
      write,
      "UPDATE t SET a = 'z' WHERE id = 2",
      ['warning row-changed public.t: a changed in the down migrations'],
      ['warning row-changed'],
    ],
    [
      'has a column back, empty',
      keyed,
      `${write}; ALTER TABLE t DROP b`,
      'ALTER TABLE t ADD b numeric',
      ['error row-changed public.t: b changed in the down migrations'],
      ['error row-changed', 'warning row-emptied'],
    ],
    ['has a column back, as it was', keyed, 'ALTER TABLE t RENAME b TO c', 'ALTER TABLE t RENAME c TO b', [], []],
    [
      'has a type back, and the values',
      keyed,
      'ALTER TABLE t ALTER id TYPE bigint, ALTER a TYPE varchar',
      'ALTER TABLE t ALTER id TYPE int, ALTER a TYPE text',
      [],
      [],
    ],
    [
      'is back, and empty',
      keyed,
      'ALTER TABLE t RENAME TO u',
      'ALTER TABLE u RENAME TO t; TRUNCATE t',
      ['error row-lost public.t: 300 or more rows are gone after the down migrations'],
      ['error row-lost'],
    ],
    ['is back, as it was', keyed, 'ALTER TABLE t RENAME TO u', 'ALTER TABLE u RENAME TO t', [], []],
    ['has no key, and is as N left it', keyless, write, 'SELECT', [], []],
    [
      'has no key, and lost two rows',
      keyless,
      write,
      'DELETE FROM t WHERE id < 3',
      ['error row-lost public.t: 2 or more rows are gone after the down migrations'],
      ['error row-lost'],
    ],
    [
      'has no key, and other values',
      keyless,
      write,
      "UPDATE t SET a = 'z' WHERE id = 9",
      ['warning row-changed public.t: a changed in the down migrations'],
      ['warning row-changed'],
    ],
  ])('%s: the same is said as of one that is held', async (_, before, byNew, byDown, expected, severities) => {
    const large = await found(before, byNew, byDown, 10);
    expect(large.found).toEqual(expected);
    expect(large.rows).toBeGreaterThanOrEqual(300);
    const small = await found(before, byNew, byDown, 10_000);
    expect([...new Set(small.found.map((text) => text.split(' ').slice(0, 2).join(' ')))].sort()).toEqual(severities);
  });

  it('whose rows a policy hides is said not to be compared', async () => {
    await using session = await at.copy(
      `${keyed}; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (id > 1); CREATE ROLE reader; GRANT SELECT ON t TO reader; GRANT USAGE ON SCHEMA public TO reader`,
    );
    await session.query('SET ROLE reader');
    const [one, two] = [await capture(session, [], 10), await capture(session, [], 10)];
    expect(compareDown(one, one, two).findings.map(({ severity, what }) => `${severity} ${what}`)).toEqual([
      'warning the rows of public.t (query would be affected by row-level security policy for table "t") were not compared',
    ]);
  });

  it('that grew so in between, or whose key has another type for good, is said not to be compared', async () => {
    const few = keyed.replace('300', '5');
    expect((await found(few, 'SELECT', "INSERT INTO t SELECT g, '' FROM generate_series(100, 200) g", 10)).found).toEqual([
      'warning not-compared the rows of public.t (it grew too much, or its key is another one) were not compared',
    ]);
    expect((await found(keyed, 'SELECT', 'ALTER TABLE t ALTER id TYPE bigint', 10)).found).toEqual([
      'error schema-differs column public.t.id is not what it was',
      'warning not-compared the rows of public.t (it grew too much, or its key is another one) were not compared',
    ]);
  });
});
