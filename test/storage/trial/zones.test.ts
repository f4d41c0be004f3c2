import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const plain = 'CREATE TABLE t (id int PRIMARY KEY, at timestamp, name text)';
const zoned = 'CREATE TABLE t (id int PRIMARY KEY, at timestamptz)';
const told = [
  ['storage/time-zone-decides', 'warning'],
  ['storage/table-rewritten', 'warning'],
];

describe('a migration whose values and whose work depend on the time zone of the session that runs it', () => {
  it.each<[string, string, string, unknown[]]>([
    ['a timestamp gets a zone', plain, 'ALTER TABLE t ALTER at TYPE timestamptz', told],
    ['and loses it', zoned, 'ALTER TABLE t ALTER at TYPE timestamp', told],
    ['a new column is filled from the other sort', plain, 'ALTER TABLE t ADD zoned timestamptz; UPDATE t SET zoned = at', told.slice(0, 1)],
    ['a new column of days', zoned, 'ALTER TABLE t ADD day date; UPDATE t SET day = at', told.slice(0, 1)],
    ['the migration sets the zone', plain, "SET TimeZone = 'UTC'; ALTER TABLE t ALTER at TYPE timestamptz", []],
    ['and for its transaction alone', zoned, "SET LOCAL TIME ZONE 'UTC'; ALTER TABLE t ALTER at TYPE timestamp", []],
    [
      'the change says it: the table is written anew, and the same everywhere',
      plain,
      "ALTER TABLE t ALTER at TYPE timestamptz USING at AT TIME ZONE 'UTC'",
      told.slice(1),
    ],
    ['so does what fills a column', plain, "ALTER TABLE t ADD zoned timestamptz; UPDATE t SET zoned = at AT TIME ZONE 'UTC'", []],
    ['the time of the migration is another one each time', plain, 'ALTER TABLE t ADD zoned timestamptz DEFAULT now()', []],
    ['another column gets another type', plain, 'ALTER TABLE t ALTER name TYPE varchar', []],
  ])('%s', async (_, before, up, expected) => {
    const seed = "INSERT INTO t (id, at) SELECT i, '2024-05-05 10:00' FROM generate_series(100001, 101200) i";
    const { findings } = await at.of({ before, up, seed, statements: ['SELECT id FROM t WHERE id = 100001'] });
    const about = findings.filter(({ rule, severity }) => /time-zone|rewritten/.test(rule) && severity !== 'note');
    expect(about.map(({ rule, severity }) => [rule, severity])).toEqual(expected);
  });

  it('shows a value of each', async () => {
    const { findings } = await at.of({ before: plain, up: 'ALTER TABLE t ALTER at TYPE timestamptz' });
    expect(findings.find(({ rule }) => rule === 'storage/time-zone-decides')?.witness?.value).toEqual({
      column: 'public.t.at',
      inUtc: '2024-02-29 12:34:56.123456+00',
      elsewhere: '2024-02-28 22:34:56.123456+00',
    });
  });
});
