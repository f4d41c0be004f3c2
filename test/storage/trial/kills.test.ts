import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyScript, readScript } from '../../../src/storage/trial/script.ts';
import { usualLimits } from '../../../src/storage/trial/trial.ts';
import { killedWithin } from '../../../src/storage/trial/kills/ways.ts';
import { type Case, type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE t (id int PRIMARY KEY, a text, n int); CREATE VIEW v AS SELECT id FROM t;';
const stuck = /not-repeatable|left-invalid|half-way/;

describe('killed and run again', () => {
  it.each<[string, Omit<Case, 'before'>, number, unknown[]]>([
    ['in one transaction: as if nothing had been', { up: 'ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int' }, 2, []],
    [
      'in none, and written for it: what nobody can help is a note',
      { up: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a); ALTER TABLE t ADD COLUMN IF NOT EXISTS b int' },
      3,
      [['storage/index-left-invalid', 'note', 'index public.i']],
    ],
    [
      'an index built beside traffic that begins anew: nothing',
      { up: 'DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY i ON t (a)' },
      3,
      [],
    ],
    [
      'an index built beside traffic and nothing else',
      { up: 'CREATE INDEX CONCURRENTLY i ON t (a)' },
      1,
      [['storage/index-left-invalid', 'note', 'index public.i']],
    ],
    [
      'in none, and not: the finding says in what it ends',
      { up: 'CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int' },
      5,
      [
        ['storage/migration-not-repeatable', 'warning', 'column public.t.b'],
        ['storage/index-left-invalid', 'note', 'index public.i'],
      ],
    ],
    [
      'the schema is there, but the rows are changed twice',
      {
        up: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS b int; COMMIT; UPDATE t SET n = n * 10 WHERE n BETWEEN 1 AND 1000; COMMIT; ALTER TABLE t ADD COLUMN IF NOT EXISTS c int',
        seed: 'INSERT INTO t VALUES (500, NULL, 7)',
      },
      7,
      [['storage/migration-not-repeatable', 'warning', 'table public.t']],
    ],
    [
      'in transactions of its own, of which the last one alone does something',
      {
        up: 'BEGIN; SET search_path TO public; COMMIT; BEGIN; ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int; COMMIT',
      },
      9,
      [],
    ],
    [
      'and of which the first one does something, too',
      { up: 'BEGIN; ALTER TABLE t ADD COLUMN b int; COMMIT; BEGIN; ALTER TABLE t ADD COLUMN c int; COMMIT' },
      7,
      [['storage/migration-not-repeatable', 'warning', 'column public.t.c']],
    ],
    [
      'rows that are other ones each time show nothing',
      {
        up: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS b int; COMMIT; UPDATE t SET a = random()::text; COMMIT; ALTER TABLE t ADD COLUMN IF NOT EXISTS c int',
      },
      7,
      [],
    ],
  ])('%s', async (_, one, kills, findings) => {
    const trial = await at.of({ before, ...one });
    const told = trial.findings.filter(({ rule }) => stuck.test(rule)).map(({ rule, severity, object }) => [rule, severity, object]);
    expect([trial.exercised.kills, told]).toEqual([kills, findings]);
  });

  it('shows the row that was changed twice', async () => {
    const { findings } = await at.of({
      before,
      seed: 'INSERT INTO t VALUES (500, NULL, 7)',
      up: 'UPDATE t SET n = n * 10 WHERE id = 500; COMMIT; ALTER TABLE t ADD COLUMN IF NOT EXISTS b int',
    });
    const found = findings.find(({ rule }) => rule === 'storage/migration-not-repeatable');
    expect(found?.witness?.value).toMatchObject({ was: { id: '500', n: '70' }, is: { id: '500', n: '700' } });
  });
});

it('tells the first moment of those that are taken back where something stays all the same', async () => {
  const { findings, exercised } = await at.of({
    before: 'CREATE SEQUENCE s; CREATE TABLE t (id int PRIMARY KEY);',
    up: "BEGIN; SET lock_timeout = 1000; COMMIT; BEGIN; INSERT INTO t SELECT 7000 + nextval('s'); ALTER TABLE t ADD COLUMN b int; COMMIT",
  });
  const found = findings.find(({ rule }) => rule === 'storage/migration-not-repeatable');
  expect([exercised.kills, found?.what]).toEqual([
    9,
    "killed after statement 5 of 7 and run again, the migration goes through, and the schema is N's, but the rows of public.t are not what they are when nobody kills it",
  ]);
});

describe('N-1 meets what lies between two statements', () => {
  it.each<[string, Omit<Case, 'before'>, unknown[]]>([
    [
      'a view is gone for a moment',
      { up: 'DROP VIEW v; COMMIT; CREATE VIEW v AS SELECT id FROM t' },
      [['storage/half-way-refuses', 'warning', 'breaks-if-used', 1]],
    ],
    [
      'and somebody was seen to read it',
      { up: 'DROP VIEW v; COMMIT; CREATE VIEW v AS SELECT id FROM t', statements: ['SELECT id FROM v'] },
      [['storage/half-way-refuses', 'error', 'breaks', 1]],
    ],
    ['in one transaction nobody sees it', { up: 'DROP VIEW v; CREATE VIEW v AS SELECT id FROM t' }, []],
    ['what N refuses as well is told by that', { up: 'ALTER TABLE t DROP COLUMN n; COMMIT; ALTER TABLE t ADD COLUMN m int' }, []],
  ])('%s', async (_, one, expected) =>
    expect(
      (await at.of({ before, ...one })).findings
        .filter(({ rule }) => rule === 'storage/half-way-refuses')
        .map(({ rule, severity, cells, at: place }) => [rule, severity, cells.rollout, place.new?.line]),
    ).toEqual(expected),
  );
});

describe('ended while a statement runs', () => {
  it.each(['server', 'client'] as const)('by the %s: what was in a transaction is not there', async (by) => {
    await using ground = await at.server.open(usualLimits, AbortSignal.timeout(30_000));
    const database = await ground.create();
    {
      await using session = await database.connect();
      await applyScript(session, readScript(at.server, { file: 'before.sql', text: before }));
    }
    const up = readScript(at.server, { file: 'up.sql', text: 'ALTER TABLE t ADD COLUMN b int; SELECT pg_sleep(0.5); DROP TABLE t' });
    const begun = performance.now();
    await killedWithin(database, up, { statement: 2, afterMs: 50, by });
    await using session = await database.connect();
    // Gone, also from the server: the table is locked by nobody.
    expect(await session.ask({ text: 'ALTER TABLE t ADD COLUMN b int' })).toMatchObject({ kind: 'done' });
    expect(performance.now() - begun).toBeGreaterThan(50);
  });
});

describe('a down migration that is killed and run again', () => {
  it.each<[string, Omit<Case, 'before'>, unknown[]]>([
    ['in one transaction', { up: 'ALTER TABLE t ADD COLUMN b int', down: 'ALTER TABLE t DROP COLUMN b' }, []],
    [
      'in none, and written for it',
      {
        up: 'ALTER TABLE t ADD COLUMN b int; CREATE INDEX i ON t (a)',
        down: 'DROP INDEX CONCURRENTLY IF EXISTS i; ALTER TABLE t DROP COLUMN IF EXISTS b',
      },
      [],
    ],
    [
      'in none, and not',
      { up: 'ALTER TABLE t ADD COLUMN b int; CREATE INDEX i ON t (a)', down: 'DROP INDEX CONCURRENTLY i; ALTER TABLE t DROP COLUMN b' },
      [['storage/migration-not-repeatable', 'warning', 'column public.t.b', 'down', { rollback: 'breaks-if-used' }]],
    ],
    [
      'in none, and rows are changed twice',
      {
        up: 'ALTER TABLE t ADD COLUMN b int; CREATE INDEX i ON t (a); UPDATE t SET n = n * 10 WHERE n BETWEEN 1 AND 1000',
        down: 'DROP INDEX CONCURRENTLY IF EXISTS i; UPDATE t SET n = n / 10 WHERE n BETWEEN 10 AND 10000; ALTER TABLE t DROP COLUMN IF EXISTS b',
        seed: 'INSERT INTO t VALUES (500, NULL, 700)',
        statements: ['SELECT a FROM t WHERE id = 500'],
      },
      [['storage/migration-not-repeatable', 'warning', 'table public.t', 'down', { rollback: 'breaks-if-used' }]],
    ],
  ])('%s', async (_, one, told) => {
    const { findings, exercised } = await at.of({ before, ...one });
    const found = findings.filter(({ rule, route }) => stuck.test(rule) && route === 'down');
    expect(found.map(({ rule, severity, object, route, cells }) => [rule, severity, object, route, cells])).toEqual(told);
    expect(exercised.kills > 2).toBe(/CONCURRENTLY/.test(one.down ?? ''));
  });
});
