import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What N may write and N-1 has never seen is assumed of nobody, until N is seen to write one.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE DOMAIN code AS text CHECK (VALUE ~ '^[a-z]+$');
  CREATE TABLE people (id int PRIMARY KEY);
  CREATE TABLE t (id int PRIMARY KEY, name varchar(5), amount numeric(10,2), small int, must text NOT NULL DEFAULT '', state state, states state[], code code, person int CONSTRAINT whose REFERENCES people, "Big" int CONSTRAINT big CHECK ("Big" < 10));`;

const changes = {
  longer: 'ALTER TABLE t ALTER name TYPE varchar(50)',
  digits: 'ALTER TABLE t ALTER amount TYPE numeric(14,4)',
  wider: 'ALTER TABLE t ALTER small TYPE bigint',
  'NULL where there was none': 'ALTER TABLE t ALTER must DROP NOT NULL',
  label: "ALTER TYPE state ADD VALUE 'gone'",
  domain: 'ALTER DOMAIN code DROP CONSTRAINT code_check',
  reference: 'ALTER TABLE t DROP CONSTRAINT whose',
  check: 'ALTER TABLE t DROP CONSTRAINT big',
  'another check': 'ALTER TABLE t DROP CONSTRAINT big; ALTER TABLE t ADD CONSTRAINT big CHECK ("Big" < 100)',
} as const;

describe('what N is seen to write', () => {
  it.each<[keyof typeof changes, verdict: 'pass' | 'fail', ...statements: string[]]>([
    ['longer', 'pass', "INSERT INTO t (id, name) VALUES (777, 'five5')", "SELECT id FROM t WHERE name = 'longer than that'"],
    ['longer', 'fail', "INSERT INTO t (id, name) VALUES (777, 'longer')"],
    ['longer', 'fail', '-- params: [777, "longer"]\nINSERT INTO t (id, name) VALUES ($1, $2)'],
    ['longer', 'fail', "UPDATE t SET name = 'longer'"],
    [
      'longer',
      'fail',
      "INSERT INTO t (id, name) VALUES (777, 'a') ON CONFLICT (id) DO NOTHING",
      "MERGE INTO t USING (VALUES (778)) AS new (id) ON t.id = new.id WHEN NOT MATCHED THEN INSERT (id, name) VALUES (new.id, 'longer')",
    ],
    ['longer', 'fail', "WITH made AS (INSERT INTO t (id, name) VALUES (777, 'longer') RETURNING id) SELECT id FROM made"],
    ['longer', 'fail', "WITH a AS (INSERT INTO people VALUES (777) RETURNING id) INSERT INTO t (id, name) SELECT id, 'longer' FROM a"],
    ['longer', 'fail', "WITH a AS (INSERT INTO t (id, name) VALUES (777, 'longer') RETURNING id) INSERT INTO people SELECT id FROM a"],
    ['longer', 'pass', "WITH a AS (INSERT INTO t (id, name) VALUES (777, 'short') RETURNING id) INSERT INTO people SELECT id FROM a"],
    ['longer', 'pass', "UPDATE t SET name = 'longer' WHERE id = -777 AND md5(name) = ''", 'DELETE FROM t'],
    ['longer', 'fail', "UPDATE t SET name = 'longer' WHERE id = -777"],
    ['digits', 'pass', 'INSERT INTO t (id, amount) VALUES (777, 1.25)'],
    ['digits', 'fail', 'INSERT INTO t (id, amount) VALUES (777, 1.255)'],
    ['wider', 'pass', 'INSERT INTO t (id, small) VALUES (777, 2147483647)'],
    ['wider', 'fail', 'INSERT INTO t (id, small) VALUES (777, 2147483648)'],
    ['NULL where there was none', 'pass', "INSERT INTO t (id, must) VALUES (777, '')", 'INSERT INTO t (id, name) VALUES (778, NULL)'],
    ['NULL where there was none', 'fail', 'INSERT INTO t (id, must) VALUES (777, NULL)'],
    ['label', 'pass', "INSERT INTO t (id, state, states) VALUES (777, 'paid', '{new,paid}')"],
    ['label', 'fail', "INSERT INTO t (id, state) VALUES (777, 'gone')"],
    ['label', 'fail', "INSERT INTO t (id, states) VALUES (777, '{new,gone}')"],
    ['domain', 'pass', "INSERT INTO t (id, code) VALUES (777, 'abc')"],
    ['domain', 'fail', "INSERT INTO t (id, code) VALUES (777, 'abc1')"],
    ['reference', 'pass', 'INSERT INTO t (id, person) VALUES (777, NULL)', 'INSERT INTO t (id, person) SELECT 778, min(id) FROM people'],
    ['reference', 'fail', 'INSERT INTO t (id, person) VALUES (777, -77)'],
    ['check', 'pass', 'INSERT INTO t (id, "Big") VALUES (777, 9)', 'INSERT INTO t (id) VALUES (778)'],
    ['check', 'fail', 'INSERT INTO t (id, "Big") VALUES (777, 10)'],
    ['another check', 'pass', 'INSERT INTO t (id, "Big") VALUES (777, 9)'],
    ['another check', 'fail', 'INSERT INTO t (id, "Big") VALUES (777, 10)'],
  ])('%s: %s: %s', async (change, verdict, ...newStatements) => {
    const trial = await at.of({ before, up: changes[change], newStatements });
    expect([judgeMigration(trial).outcome, trial.exercised.unusable]).toEqual([verdict, 0]);
    if (verdict === 'pass') return;
    const [found, ...more] = trial.findings.filter(({ severity }) => severity === 'error');
    expect([more, found?.use?.state, found?.cells.rollback, (found?.witness?.value as { origin?: string } | undefined)?.origin]).toEqual([
      [],
      'seen',
      'breaks',
      'captured',
    ]);
  });
});

describe('a value that N is seen to write twice, and that was unique', () => {
  const codes = 'CREATE TABLE codes (id int PRIMARY KEY, code text UNIQUE, note text)';
  const dropped = 'ALTER TABLE codes DROP CONSTRAINT codes_code_key';
  const wider = `${dropped}; ALTER TABLE codes ADD UNIQUE (code, note)`;
  const lookup = "SELECT note FROM codes WHERE code = 'x'";
  it.each<[name: string, one: Omit<Case, 'before'>, cell: string]>([
    [
      'in one statement',
      { up: dropped, newStatements: ["INSERT INTO codes VALUES (901, 'x'), (902, 'x')"], statements: [lookup] },
      'error breaks',
    ],
    [
      'in two',
      { up: dropped, newStatements: ["INSERT INTO codes VALUES (901, 'x')", "INSERT INTO codes VALUES (902, 'x')"], statements: [lookup] },
      'error breaks',
    ],
    [
      'with another column that tells them apart',
      { up: wider, newStatements: ["INSERT INTO codes VALUES (901, 'x', 'a'), (902, 'x', 'b')"], statements: [lookup] },
      'error breaks',
    ],
    [
      'where N-1 does not ask for it',
      {
        up: dropped,
        newStatements: ["INSERT INTO codes VALUES (901, 'x'), (902, 'x')"],
        statements: ['SELECT note FROM codes WHERE id = 1'],
      },
      'note breaks-if-used',
    ],
    [
      'once: a row that was made has it by chance',
      { up: dropped, newStatements: ["INSERT INTO codes VALUES (901, 'a')"], statements: [lookup] },
      'note breaks-if-used',
    ],
    [
      'once: of one row two statements',
      {
        up: dropped,
        seed: "INSERT INTO codes VALUES (800, 'x')",
        newStatements: ["UPDATE codes SET note = 'a' WHERE id = 800", "UPDATE codes SET note = 'b' WHERE id = 800"],
        statements: [lookup],
      },
      'note breaks-if-used',
    ],
    [
      'as NULL, which is never the same',
      { up: dropped, newStatements: ['INSERT INTO codes VALUES (901), (902)'], statements: [lookup] },
      'note breaks-if-used',
    ],
  ])('%s', async (_, one, cell) => {
    const { findings } = await at.of({ before: codes, ...one });
    expect(
      findings.filter(({ rule }) => rule.startsWith('storage/unique')).map(({ severity, cells }) => `${severity} ${cells.rollback}`),
    ).toEqual([cell]);
  });
});

const refunds = 'CREATE TABLE refunds (id serial PRIMARY KEY, person int NOT NULL REFERENCES people)';
const people = { before, seed: 'INSERT INTO people VALUES (901), (902)' };
const refunded = 'INSERT INTO refunds (person) VALUES (901)';

describe('a row of N that refers to one of N-1', () => {
  it.each<[name: string, one: Omit<Case, 'before'>, state: 'breaks' | 'breaks-if-used' | undefined]>([
    ['N is not seen to write one', { up: refunds, newStatements: ['SELECT id FROM refunds'] }, undefined],
    ['nobody knows what N-1 deletes', { up: refunds, newStatements: [refunded] }, 'breaks-if-used'],
    ['N-1 deletes', { up: refunds, newStatements: [refunded], statements: ['DELETE FROM people WHERE id = 902'] }, 'breaks'],
    [
      'N-1 gives another key',
      { up: refunds, newStatements: [refunded], statements: ['UPDATE people SET id = 903 WHERE id = 902'] },
      'breaks',
    ],
    ['N-1 only reads', { up: refunds, newStatements: [refunded], statements: ['SELECT id FROM people'] }, undefined],
    ['it goes with what it refers to', { up: `${refunds.slice(0, -1)} ON DELETE CASCADE)`, newStatements: [refunded] }, undefined],
    [
      'it refers to nothing',
      { up: 'ALTER TABLE t ADD seller int REFERENCES people', newStatements: ['INSERT INTO t (id, seller) VALUES (777, NULL)'] },
      undefined,
    ],
    [
      'a column that is new refers',
      { up: 'ALTER TABLE t ADD seller int REFERENCES people', newStatements: ['INSERT INTO t (id, seller) VALUES (777, 901)'] },
      'breaks-if-used',
    ],
  ])('%s', async (_, one, state) => {
    const trial = await at.of({ ...people, ...one });
    const found = trial.findings.filter(({ rule }) => rule === 'storage/reference-added');
    expect(found.map(({ severity, cells }) => [severity, cells.rollback])).toEqual([[state ? 'error' : 'note', state ?? 'breaks-if-used']]);
    expect(judgeMigration(trial).outcome).toBe(state ? 'fail' : 'pass');
  });
});
