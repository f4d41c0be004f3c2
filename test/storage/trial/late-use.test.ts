import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Trials, trials } from './server.ts';

// Where the migration comes after the code, what N was seen to ask rules out what it does not ask for.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE t (id integer PRIMARY KEY, note text)';
const column = 'ALTER TABLE t ADD total integer';

describe('a migration that comes after the code', () => {
  it.each<[string, 'pass' | 'fail', up: string, statements: readonly string[] | undefined]>([
    ['N does not ask for the column yet', 'pass', column, ['SELECT id FROM t', "INSERT INTO t (id, note) VALUES (700, 'a')"]],
    ['N reads the column', 'fail', column, ['SELECT id, total FROM t']],
    ['N reads whole rows', 'fail', column, ['SELECT * FROM t']],
    ['N gives the column a value', 'fail', column, ['INSERT INTO t (id, total) VALUES (700, 1)']],
    ['what one of N’s statements touches cannot be told', 'fail', column, ['SELECT id FROM t', 'DO $$ BEGIN END $$']],
    ['nobody has seen what N asks', 'fail', column, undefined],
    ['N does not ask for the table yet', 'pass', 'CREATE TABLE more (id integer PRIMARY KEY)', ['SELECT id FROM t']],
    ['N asks for the table', 'fail', 'CREATE TABLE more (id integer PRIMARY KEY)', ['SELECT id FROM more']],
  ])('%s', async (_, verdict, up, newStatements) => {
    const trial = await at.of({ before, up, migrate: 'after', ...(newStatements && { newStatements }) });
    expect(judgeMigration(trial).outcome).toBe(verdict);
    // A row of N shows no failure of a statement.
    expect(trial.findings.map(({ witness }) => witness?.kind)).not.toContain('row');
  });
});
