import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What N was seen to ask, and the rows of N-1 refuse.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = "CREATE TABLE jobs (id serial PRIMARY KEY, kind text NOT NULL, worker text, payload jsonb NOT NULL DEFAULT '{}')";
const must = `CREATE FUNCTION must(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN IF t IS NULL THEN RAISE EXCEPTION 'no worker'; END IF; RETURN t; END $$`;
const adds = 'ALTER TABLE jobs ADD COLUMN qty int NOT NULL DEFAULT 0';
const seed = `INSERT INTO jobs (id, kind, payload) VALUES (901, 'a', '{"qty":"many"}')`;
const plainSeed = `INSERT INTO jobs (id, kind, worker, payload) VALUES (901, 'a', 'w', '{"qty":"3"}')`;
const refused = ['error', { rollout: 'breaks' }] as const;

const reads = "SELECT (payload->>'qty')::int FROM jobs WHERE id = 901";
const cases: readonly (readonly [name: string, one: Omit<Case, 'before'>, verdict: string, rollout: string, told: readonly unknown[]])[] = [
  ['a value that N casts, and cannot', { up: adds, seed, newStatements: [reads] }, 'fail', 'breaks', [refused]],
  ['one that it can', { up: adds, seed: plainSeed, newStatements: [reads] }, 'pass', 'holds', []],
  [
    'one that it casts to write it elsewhere',
    { up: adds, seed, newStatements: ["UPDATE jobs SET qty = (payload->>'qty')::int WHERE id = 901"] },
    'fail',
    'breaks',
    [refused],
  ],
  [
    'a NULL that it copies to where there may be none',
    { up: adds, seed, newStatements: ["INSERT INTO jobs (kind, qty) SELECT 'copy', length(worker) FROM jobs WHERE id = 901"] },
    'fail',
    'breaks',
    [refused],
  ],
  [
    'a NULL that a function of N refuses',
    { up: must, seed, newStatements: ['SELECT must(worker) FROM jobs WHERE id = 901'] },
    'fail',
    'breaks',
    [refused],
  ],
  ['no NULL', { up: must, seed: plainSeed, newStatements: ['SELECT must(worker) FROM jobs WHERE id = 901'] }, 'pass', 'holds', []],
  [
    'a NULL in rows that were made',
    { up: must, seed: plainSeed, newStatements: ['SELECT id FROM jobs', 'SELECT must(worker) FROM jobs'] },
    'pass',
    'breaks-if-used',
    [['note', { rollout: 'breaks-if-used' }]],
  ],
  [
    'a key that is taken where others were captured',
    { up: adds, seed, newStatements: ['SELECT id FROM jobs', "INSERT INTO jobs (id, kind) VALUES (901, 'b')"] },
    'pass',
    'holds',
    [],
  ],
  [
    'what its own schema refuses by itself',
    { up: adds, seed, newStatements: ['SELECT id FROM jobs', 'INSERT INTO jobs (kind) VALUES (NULL)'] },
    'pass',
    'holds',
    [],
  ],
  [
    'nothing where not one statement was accepted',
    { up: adds, seed, newStatements: ['INSERT INTO jobs (kind) VALUES (NULL)'] },
    'inconclusive',
    'unknown',
    [],
  ],
];

describe('what rows of N-1 refuse to N', () => {
  it.each(cases)('%s', async (_, one, verdict, rollout, told) => {
    const trial = await at.of({ before, statements: ['SELECT id FROM jobs'], ...one });
    const mine = trial.findings.filter(({ rule }) => rule === 'storage/statement-refused');
    expect([judgeMigration(trial).outcome, trial.cells.rollout.state]).toEqual([verdict, rollout]);
    expect(mine.map(({ severity, cells }) => [severity, cells])).toEqual(told);
  });
});
