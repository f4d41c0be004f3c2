import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

// A down migration that only refuses what N is assumed to write, and was never seen to.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE users (id int PRIMARY KEY, name varchar(20), age int CONSTRAINT grown CHECK (age > 0));';
const wider = 'ALTER TABLE users ALTER name TYPE varchar(40)';
const back = 'ALTER TABLE "users" ALTER "name" TYPE varchar(20)';

it.each<[string, Omit<Case, 'before'>, string[]]>([
  ['a wider text is a note', { up: wider, down: back }, ['note breaks-if-used unknown']],
  ['text for varchar is a note', { up: 'ALTER TABLE users ALTER name TYPE text', down: back }, ['note breaks-if-used unknown']],
  [
    'a wider number is a note',
    { up: 'ALTER TABLE users ALTER age TYPE bigint', down: 'ALTER TABLE users ALTER age TYPE int' },
    ['note breaks-if-used unknown'],
  ],
  [
    'what the migration itself writes is an error',
    { up: `${wider}; UPDATE users SET name = rpad(coalesce(name, ''), 30, 'x')`, down: back },
    ['error breaks undefined'],
  ],
  [
    'what N was seen to write is an error',
    { up: wider, down: back, newStatements: [`INSERT INTO users VALUES (900, '${'x'.repeat(30)}', 1)`] },
    ['error breaks undefined'],
  ],
  [
    'what N was seen to write, and fits, changes nothing',
    { up: wider, down: back, newStatements: [`INSERT INTO users VALUES (900, 'short', 1)`] },
    ['note breaks-if-used unknown'],
  ],
  [
    'what no row has to do with is an error',
    { up: wider, down: 'ALTER TABLE users ALTER nome TYPE varchar(20)' },
    ['error breaks undefined'],
  ],
  [
    'what was not loosened is an error',
    { up: wider, down: `${back.replace('20', '40')}; ALTER TABLE users ADD CHECK (age < 0)` },
    ['error breaks undefined'],
  ],
])('%s', async (_, one, expected) => {
  const { findings } = await at.of({ before, ...one });
  const failed = findings.filter(({ rule }) => rule === 'storage/down-failed');
  expect(failed.map(({ severity, cells, use }) => `${severity} ${cells.rollback} ${use?.state}`)).toEqual(expected);
});
