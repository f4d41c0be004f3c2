import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What N was seen to write is there when the down migration comes.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const jobs = {
  before: 'CREATE TABLE jobs (id serial PRIMARY KEY, kind text NOT NULL, worker text)',
  seed: "INSERT INTO jobs (id, kind, worker) VALUES (901, 'mail', NULL), (902, 'pdf', 'w1')",
  statements: ['SELECT id, kind, worker FROM jobs'],
};
const kept = {
  ...jobs,
  up: 'CREATE TABLE jobs_was AS SELECT id, kind FROM jobs; ALTER TABLE jobs ADD COLUMN weight int',
  down: 'UPDATE jobs j SET kind = w.kind FROM jobs_was w WHERE w.id = j.id; DROP TABLE jobs_was; ALTER TABLE jobs DROP COLUMN weight',
};
const adds = { ...jobs, up: 'ALTER TABLE jobs ADD COLUMN weight int', down: 'ALTER TABLE jobs DROP COLUMN weight' };
const renames = {
  ...jobs,
  up: 'ALTER TABLE jobs RENAME COLUMN kind TO sort',
  down: 'ALTER TABLE jobs RENAME COLUMN sort TO kind',
  statements: ['SELECT id, worker FROM jobs'],
};
const methods = {
  before: `CREATE TABLE methods (code text PRIMARY KEY, label text NOT NULL);
    CREATE TABLE payments (id bigserial PRIMARY KEY, method text NOT NULL REFERENCES methods, amount numeric(12,2) NOT NULL)`,
  seed: "INSERT INTO methods VALUES ('card', 'Card')",
  up: "INSERT INTO methods VALUES ('paypal', 'PayPal')",
  statements: ['SELECT id, amount FROM payments'],
};
const refused = "DELETE FROM methods WHERE code = 'paypal'";
const deletes = `DELETE FROM payments WHERE method = 'paypal'; ${refused}`;
const pays = (method: string): string => `INSERT INTO payments (method, amount) VALUES ('${method}', 3)`;

const lost = 'storage/down-loses-new-rows';

describe('a down migration, once N has written what it was seen to write', () => {
  it.each<[string, Case, verdict: string, told: readonly string[]]>([
    ['puts back what N has changed', { ...kept, newStatements: ["UPDATE jobs SET kind = 'other' WHERE id = 901"] }, 'fail', [lost]],
    ['puts back what N has left alone', { ...kept, newStatements: ["UPDATE jobs SET worker = 'w2' WHERE id = 901"] }, 'pass', []],
    [
      'leaves what N has changed, and what it has deleted',
      { ...adds, newStatements: ["UPDATE jobs SET kind = 'other', weight = 3 WHERE id = 901", 'DELETE FROM jobs WHERE id = 902'] },
      'pass',
      [],
    ],
    [
      'names a column as it was, with what N has put there',
      { ...renames, newStatements: ["UPDATE jobs SET sort = 'other' WHERE id = 901"] },
      'pass',
      [],
    ],
    ['leaves a number that N gives itself', { ...adds, newStatements: ["INSERT INTO jobs (id, kind) VALUES (990, 'a')"] }, 'pass', []],
    [
      'is refused for a row that refers to what it takes away',
      { ...methods, down: refused, newStatements: [pays('paypal')] },
      'fail',
      ['storage/down-failed'],
    ],
    ['deletes such a row with it', { ...methods, down: deletes, newStatements: [pays('paypal')] }, 'fail', [lost]],
    ['leaves a row that refers to something else', { ...methods, down: deletes, newStatements: [pays('card')] }, 'pass', []],
  ])('%s', async (_, one, verdict, told) => {
    const trial = await at.of(one);
    expect(trial.findings.filter(({ rule }) => rule.startsWith('storage/down-')).map(({ rule }) => rule)).toEqual(told);
    expect(judgeMigration(trial).outcome).toBe(verdict);
  });

  it('says which value of which row', async () => {
    const { findings, down } = await at.of({ ...kept, newStatements: ["UPDATE jobs SET kind = 'other' WHERE id = 901"] });
    expect(down?.columns.find(({ column }) => column === 'kind')?.changed).toBe(1);
    expect(findings.find(({ rule }) => rule === lost)?.witness?.value).toEqual({
      table: 'public.jobs',
      column: 'kind',
      row: { id: '901' },
      was: 'other',
      is: 'mail',
    });
  });
});
