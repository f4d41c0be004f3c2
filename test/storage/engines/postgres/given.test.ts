import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removers } from '../../../../src/commands/server/removers.ts';
import { DrillError } from '../../../../src/core/error.ts';
import { openScratch, removeScratch } from '../../../../src/core/scratch/scratch.ts';
import { type EmbeddedServer, startEmbedded } from '../../../../src/storage/engines/postgres/embedded.ts';
import { postgres } from '../../../../src/storage/engines/postgres/ground.ts';
import { openSession, type Session } from '../../../../src/storage/engines/postgres/session.ts';
import { startServer } from '../../../../src/storage/engines/postgres/start.ts';
import { tryMigration } from '../../../../src/storage/trial/trial.ts';

// A server that others use: theirs are a database with rows, a role, and databases whose names look like ours.

const scratch = await openScratch(`test${randomBytes(4).toString('hex')}`);
let server: EmbeddedServer;
let admin: Session;

beforeAll(async () => {
  server = await startEmbedded(scratch, AbortSignal.timeout(60_000), { inMemory: true });
  admin = await openSession(server.url('postgres'));
  for (const sql of [
    'CREATE DATABASE theirs',
    'CREATE DATABASE drill_000000000000_1',
    'CREATE ROLE trial_000000000000_1',
    "CREATE ROLE app LOGIN PASSWORD 'p'",
    "CREATE ROLE tester LOGIN CREATEDB CREATEROLE PASSWORD 'p'",
    "CREATE ROLE maker LOGIN CREATEDB PASSWORD 'p'",
    "CREATE ROLE nobody LOGIN CREATEROLE PASSWORD 'p'",
  ])
    await admin.query(sql);
}, 60_000);
afterAll(async () => {
  await admin[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const urlOf = (user: string, password = 'p'): string => {
  const url = new URL(server.url('theirs'));
  url.username = user;
  url.password = password;
  return url.href;
};

/** All that a server holds besides the contents of databases, with whatever could be changed of it. */
const everything = async (): Promise<readonly unknown[]> =>
  (
    await Promise.all([
      admin.query('SELECT datname, datdba::regrole, datacl, datconnlimit, datallowconn FROM pg_database ORDER BY 1'),
      admin.query('SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolpassword FROM pg_authid ORDER BY 1'),
      admin.query('SELECT roleid::regrole, member::regrole, admin_option FROM pg_auth_members ORDER BY 1, 2'),
      admin.query('SELECT setdatabase, setrole, setconfig FROM pg_db_role_setting ORDER BY 1, 2'),
      admin.query("SELECT name, setting FROM pg_settings WHERE source NOT IN ('client', 'session') ORDER BY 1"),
    ])
  ).flat();

const subject = {
  before: { file: 'before', text: 'CREATE ROLE reader; CREATE TABLE t (id int PRIMARY KEY, note text); GRANT SELECT ON t TO reader' },
  up: { file: 'up', text: 'REVOKE SELECT ON t FROM reader; ALTER TABLE t DROP note' },
  down: { file: 'down', text: 'ALTER TABLE t ADD note text; GRANT SELECT ON t TO reader' },
  migrate: 'before',
} as const;

describe('a server that is there', () => {
  it.each([
    ['by a user who may make databases and roles', () => urlOf('tester')],
    ['by a superuser', () => server.url('theirs')],
  ])('tries migrations in databases of its own %s, and is afterwards as it was', async (_, url) => {
    const before = await everything();
    const own = await openScratch(`test${randomBytes(4).toString('hex')}`);
    const rules: string[][] = [];
    {
      await using tried = await postgres.start(own, AbortSignal.timeout(60_000), url());
      for (let time = 0; time < 3; time++) {
        const { findings } = await tryMigration(subject, tried, AbortSignal.timeout(60_000));
        rules.push(findings.map(({ rule }) => rule).sort());
      }
    }
    await own[Symbol.asyncDispose]();
    const expected = ['storage/column-dropped', 'storage/down-loses-rows', 'storage/grant-revoked'];
    expect(rules).toEqual([expected, expected, expected]);
    expect(await everything()).toEqual(before);
  });

  it('is rid of what a killed run left, of that alone, by the next command', async () => {
    const before = await everything();
    const own = await openScratch(`test${randomBytes(4).toString('hex')}`);
    const tried = await postgres.start(own, AbortSignal.timeout(60_000), urlOf('tester'));
    const ground = await tried.open({ statementMs: 5000, lockMs: 1000, scriptMs: 5000 }, AbortSignal.timeout(60_000));
    const database = await ground.create();
    const session = await database.connect();
    await session.ask({ text: 'CREATE ROLE left_behind; CREATE TABLE t (); GRANT SELECT ON t TO left_behind' });
    expect((await everything()).length).toBeGreaterThan(before.length);
    // As a run that was killed: nothing of it is disposed of, but what its folder remembers is there.
    await removeScratch(own, removers);
    expect(await everything()).toEqual(before);
  });

  it('keeps what is written down where it cannot be removed', async () => {
    const own = await openScratch(`test${randomBytes(4).toString('hex')}`);
    await own.remember({ kind: 'postgres databases', url: urlOf('tester', 'wrong'), run: '0123456789ab' });
    await own[Symbol.asyncDispose]();
    await expect(removeScratch(own, removers)).rejects.toThrow('password authentication failed');
    await expect(removeScratch(own, {})).rejects.toThrow('nobody here knows how to remove a postgres databases');
    await removeScratch(own, { 'postgres databases': async () => {} });
  });

  it.each<[string, () => string, string, string]>([
    ['may not make roles', () => urlOf('maker'), 'server/may-not', 'may not make roles on the server'],
    ['may not make databases', () => urlOf('nobody'), 'server/may-not', 'may not make databases on the server'],
    ['has another password', () => urlOf('tester', 'wrong'), 'server/unreachable', 'password authentication failed for user "tester"'],
    [
      'names a database that is not there',
      () => urlOf('tester').replace('/theirs', '/none'),
      'server/unreachable',
      'database "none" does not exist',
    ],
  ])('is refused where its user %s', async (_, url, code, what) => {
    const before = await everything();
    const own = await openScratch(`test${randomBytes(4).toString('hex')}`);
    const error: unknown = await startServer(url(), own, AbortSignal.timeout(10_000)).catch((failure: unknown) => failure);
    await own[Symbol.asyncDispose]();
    expect(error).toBeInstanceOf(DrillError);
    const [problem] = (error as DrillError).problems;
    expect([problem?.code, problem?.what.includes(what), problem?.what.includes(':p@')]).toEqual([code, true, false]);
    expect(await everything()).toEqual(before);
  });
});

describe('where a server is', () => {
  it.each([
    ['dokcer', 'server/unknown', 'did you mean "docker"?'],
    ['postgres:16', 'server/unknown', 'did you mean "postgres://…"?'],
    ['docker:Postgres 16', 'server/unknown', 'after docker: comes an image, as docker:postgres:16'],
    ['embedded:latest', 'server/unknown', 'after embedded: comes a major version, as embedded:18'],
    ['postgres://', 'server/bad-url', 'write postgres://user:password@host:5432/database, with %-escapes in the password'],
  ])('%s is refused, and told how it is said', async (where, code, fix) => {
    const error = (await startServer(where, scratch, AbortSignal.timeout(1000)).catch((failure: unknown) => failure)) as DrillError;
    expect(error.problems.map((problem) => [problem.code, problem.fix])).toEqual([[code, fix]]);
  });

  it('the embedded server is of one version', async () => {
    const own = await openScratch(`test${randomBytes(4).toString('hex')}`);
    const error = (await startServer('embedded:13', own, AbortSignal.timeout(30_000)).catch((failure: unknown) => failure)) as DrillError;
    await own[Symbol.asyncDispose]();
    expect(error.problems[0]?.code).toBe('server/other-major');
  });
});
