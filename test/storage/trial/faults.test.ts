import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stopped } from '../../../src/core/deadline.ts';
import { DrillError } from '../../../src/core/error.ts';
import { applyScript, readScript, refusalText } from '../../../src/storage/trial/script.ts';
import { usualLimits } from '../../../src/storage/trial/trial.ts';
import { type Case, type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE t (id int PRIMARY KEY, a text);';

/** What is left on the server: databases and roles of trials. */
const leftovers = async (): Promise<unknown> => {
  await using ground = await at.server.open(usualLimits, AbortSignal.timeout(30_000));
  const database = await ground.create();
  await using session = await database.connect();
  const reply = await session.ask({
    text: "SELECT (SELECT count(*) FROM pg_database WHERE datdba::regrole::text LIKE 'trial%'), (SELECT count(*) FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%')",
  });
  return reply.kind === 'done' ? reply.rows : reply;
};
/** The one that looks, and its role beside the server's own. What nobody meets any more is removed beside the next trial. */
const nothingElse = [['1', '2']];

describe('a migration that does not go through is a finding with its place and the server’s words', () => {
  it.each<[string, Omit<Case, 'before'>, string, string, number, number]>([
    [
      'SQL that does not parse',
      { up: 'SELECT 1;\nALTER TABLE t\n  ADD COLUM b int;' },
      'storage/migration-failed',
      'syntax error at or near "int"',
      3,
      15,
    ],
    [
      'what is refused whatever rows there are, and not a row that was made and stops it before',
      { up: 'CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE nope ADD b int' },
      'storage/migration-failed',
      'relation "nope" does not exist',
      1,
      39,
    ],
    [
      'a program',
      { up: "COPY t FROM PROGRAM 'id';" },
      'storage/migration-failed',
      'permission denied to COPY to or from an external program',
      1,
      1,
    ],
    [
      'a file of the server',
      { up: "SELECT pg_read_file('/etc/passwd');" },
      'storage/migration-failed',
      'permission denied for function pg_read_file',
      1,
      1,
    ],
    ['another database', { up: 'CREATE DATABASE evil;' }, 'storage/migration-failed', 'permission denied to create database', 1, 1],
    [
      'the server’s settings',
      { up: 'ALTER SYSTEM SET fsync = on;' },
      'storage/migration-failed',
      'permission denied to set parameter "fsync"',
      1,
      1,
    ],
    ['a superuser', { up: 'CREATE ROLE evil SUPERUSER;' }, 'storage/migration-failed', 'permission denied to create role', 1, 1],
    [
      'the end of its own connection',
      { up: 'SELECT 1;\nSELECT pg_terminate_backend(pg_backend_pid());' },
      'storage/migration-failed',
      'terminating connection due to administrator command (its connection was ended)',
      2,
      1,
    ],
    [
      'a loop without end',
      { up: 'DO $$ BEGIN LOOP END LOOP; END $$', limits: { statementMs: 300 } },
      'storage/migration-hangs',
      'it did not end within the time',
      1,
      1,
    ],
    [
      'a wait without end, whose limit it lifts itself',
      { up: 'SET statement_timeout = 0;\nSELECT pg_sleep(1000)', limits: { scriptMs: 700 } },
      'storage/migration-hangs',
      'it did not end within the time',
      2,
      1,
    ],
    [
      'a loop that catches what is to end it',
      {
        up: 'DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(9); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$',
        limits: { statementMs: 200, scriptMs: 700 },
      },
      'storage/migration-hangs',
      'it did not end within the time',
      1,
      1,
    ],
  ])('%s', async (_, one, rule, words, line, column) => {
    const { findings, cells } = await at.of({ before, ...one });
    expect(findings.map((finding) => [finding.rule, finding.at.new])).toEqual([[rule, { file: 'up.sql', line, column }]]);
    expect(findings[0]?.what).toContain(words);
    expect([cells.rollout.state, cells.rollback.state]).toEqual(['breaks', 'unknown']);
    await expect.poll(leftovers, { timeout: 10_000 }).toEqual(nothingElse);
  });

  it('also where somebody else holds the lock that it waits for', async () => {
    await using ground = await at.server.open({ ...usualLimits, lockMs: 400 }, AbortSignal.timeout(30_000));
    const database = await ground.create();
    await using other = await database.connect();
    await other.ask({ text: before });
    await other.begin();
    await other.ask({ text: 'LOCK TABLE t IN SHARE MODE' });
    await using session = await database.connect();
    const failure = await applyScript(session, readScript(at.server, { file: 'up.sql', text: 'ALTER TABLE t ADD COLUMN b int' }));
    expect(failure && refusalText(failure.refusal)).toBe(
      'canceling statement due to lock timeout (somebody else holds a lock that it waits for); ' +
        'it waits for ACCESS EXCLUSIVE on table public.t; kept from it by SHARE of a session that is idle in transaction: LOCK TABLE t IN SHARE MODE; ' +
        'as long as it waits every select, insert, update, delete waits behind it, so set a lock_timeout and run it again',
    );
  });

  it('and where somebody else has changed a row that it changes', async () => {
    await using ground = await at.server.open({ ...usualLimits, lockMs: 400 }, AbortSignal.timeout(30_000));
    const database = await ground.create();
    await using other = await database.connect();
    await other.ask({ text: before });
    await other.ask({ text: "INSERT INTO t VALUES (1, 'a')" });
    await other.begin();
    await other.ask({ text: "UPDATE t SET a = 'b'" });
    await using session = await database.connect();
    const failure = await applyScript(session, readScript(at.server, { file: 'up.sql', text: "UPDATE t SET a = 'c'" }));
    expect(failure?.refusal.waited).toMatchObject({
      wants: 'a row',
      object: 'table public.t',
      held: 'ROW EXCLUSIVE',
      holder: "idle in transaction: UPDATE t SET a = 'b'",
    });
  });
});

describe('a transaction that the migration takes out of its tool’s hands is a finding', () => {
  it.each([
    ['ALTER TABLE t ADD COLUMN b int; COMMIT; ALTER TABLE t ADD COLUMN c int', 33],
    ['ALTER TABLE t ADD COLUMN b int; ROLLBACK', 33],
    ['BEGIN; ALTER TABLE t ADD COLUMN b int', 1],
  ])('%s', async (up, column) => {
    const { findings } = await at.of({ before, up });
    expect(findings.filter(({ rule }) => rule === 'storage/migration-loses-transaction').map((one) => one.at.new?.column)).toEqual([
      column,
    ]);
  });

  it('but one pair around everything is none', async () =>
    expect((await at.of({ before, up: 'BEGIN; ALTER TABLE t ADD COLUMN b int; COMMIT;' })).findings).toEqual([]));
});

describe('what was given and cannot be tried is an error with its place', () => {
  it.each<[string, Case, string, string]>([
    ['a migration without a statement', { before, up: '-- later\n' }, 'migration/empty-up', 'up.sql:1:1'],
    ['a command of psql', { before, up: 'SELECT 1;\n\\connect x' }, 'sql/psql-command', 'up.sql:2:1'],
    ['a NUL', { before, up: "SELECT 1;\nSELECT 'a\0';" }, 'sql/nul', 'up.sql:2:10'],
    ['a NUL in the schema', { before: '\0', up: 'SELECT 1' }, 'sql/nul', 'before.sql:1:1'],
    [
      'a schema that is refused',
      { before: 'CREATE TABLE t (a int);\nCREATE TABEL u ();', up: 'SELECT 1' },
      'migration/before-refused',
      'before.sql:2:8',
    ],
    [
      'a seed that breaks a constraint',
      { before, up: 'SELECT 1', seed: "INSERT INTO t VALUES (1, 'a');\nINSERT INTO t VALUES (1, 'b');" },
      'migration/seed-refused',
      'seed.sql:2:1',
    ],
    [
      'a captured statement that is none of N-1’s',
      { before, up: 'SELECT 1', statements: ['SELECT nope FROM t'] },
      'statements/refused',
      's1:1:8',
    ],
  ])('%s', async (_, one, code, place) => {
    const error = await at.of(one).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DrillError);
    expect(
      (error as DrillError).problems.map((problem) => [problem.code, `${problem.at?.file}:${problem.at?.line}:${problem.at?.column}`]),
    ).toEqual([[code, place]]);
    await expect.poll(leftovers, { timeout: 10_000 }).toEqual(nothingElse);
  });

  it('and an interruption ends what goes on, and leaves nothing', async () => {
    const controller = new AbortController();
    const trial = at.of({ before, up: 'SELECT pg_sleep(1000)' }, controller.signal);
    setTimeout(() => controller.abort(new Stopped('interrupted', 'Ctrl-C')), 600);
    await expect(trial).rejects.toThrow('Ctrl-C');
    await expect.poll(leftovers, { timeout: 10_000 }).toEqual(nothingElse);
  });

  it('roles that a migration makes are gone with it', async () => {
    await at.of({ before, up: 'CREATE ROLE somebody; GRANT SELECT ON t TO somebody' });
    await expect.poll(leftovers, { timeout: 10_000 }).toEqual(nothingElse);
  });
});
