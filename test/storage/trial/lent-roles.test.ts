import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE t (id int PRIMARY KEY); CREATE ROLE app;';

describe('roles of the server that a migration grants', () => {
  it.each<[string, string, string, string]>([
    ['who writes all tables', before, 'GRANT pg_write_all_data TO app', 'pass'],
    ['in the schema of N-1', `${before} GRANT pg_read_all_data, pg_monitor TO app`, 'ALTER TABLE t ADD n int', 'pass'],
    ['to itself', before, 'GRANT pg_read_all_data TO CURRENT_USER', 'pass'],
    ['to a role that was there before: it is taken back', before, 'GRANT pg_read_all_data TO postgres', 'pass'],
    ['not who runs programs', before, 'GRANT pg_execute_server_program TO app', 'fail'],
    ['not who reads files', before, 'GRANT pg_read_server_files TO app', 'fail'],
    ['and it reads no file itself', before, "SELECT pg_read_file('/etc/passwd')", 'fail'],
  ])('%s', async (_, schema, up, outcome) => {
    const trial = await at.of({ before: schema, up, statements: ['SELECT id FROM t'] });
    expect(judgeMigration(trial).outcome).toBe(outcome);
  });

  it('have none of their members any more once all is over', async () => {
    await using ground = await at.server.open({ statementMs: 5_000, lockMs: 2_000, scriptMs: 9_000 }, AbortSignal.timeout(30_000));
    await using session = await (await ground.create()).connect();
    const reply = await session.ask({
      text: "SELECT member::regrole FROM pg_auth_members WHERE roleid = 'pg_read_all_data'::regrole AND member <> CURRENT_USER::regrole",
    });
    expect(reply.kind === 'done' && reply.rows.flat().filter((name) => !name?.startsWith('trial_'))).toEqual([]);
  });
});
