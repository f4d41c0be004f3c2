import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What the migration and captured statements look for is among the rows; and what finds none is said.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const tickets = `CREATE TABLE people (id bigserial PRIMARY KEY, role text NOT NULL DEFAULT 'member');
  CREATE TABLE tickets (id int PRIMARY KEY, author bigint REFERENCES people, title text NOT NULL, state text NOT NULL DEFAULT 'open', points numeric(8,2), kept interval, data jsonb, tags text[], closed timestamptz);`;

const told = async (one: Omit<Case, 'before'> & Partial<Case>) => {
  const trial = await at.of({ before: tickets, ...one });
  const findings = trial.findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule.replace('storage/', ''));
  return [judgeMigration(trial).outcome, findings.toSorted()];
};

const [differs, lost] = ['result-differs', 'down-loses-rows'];

describe('a migration of data meets the rows that it looks for', () => {
  it.each<[string, Omit<Case, 'before'> & Partial<Case>, readonly string[]]>([
    ['a state by its name', { up: "UPDATE tickets SET state = 'closed' WHERE state = 'done'" }, [differs]],
    [
      'rows of a list, which its down does not bring back',
      { up: "DELETE FROM tickets WHERE state IN ('spam', 'junk')", down: 'SELECT 1' },
      [lost, differs],
    ],
    [
      'several conditions at once',
      { up: "DELETE FROM tickets WHERE state = 'spam' AND points > 1000 AND closed IS NULL AND author IS NULL" },
      [differs],
    ],
    ['a pattern', { up: "UPDATE tickets SET title = 'hidden' WHERE title LIKE 'secret-__%'" }, [differs]],
    ['an expression', { up: "UPDATE tickets SET title = 'code' WHERE title ~ '^[A-Z]{3}-\\d{4}$'" }, [differs]],
    ['lower case', { up: "UPDATE tickets SET title = 'code' WHERE lower(title) = 'urgent'" }, [differs]],
    ['a time between', { up: "DELETE FROM tickets WHERE closed >= '2019-01-01' AND closed < '2020-01-01'" }, [differs]],
    ['an interval', { up: "DELETE FROM tickets WHERE kept = interval '36 hours'" }, [differs]],
    ['a key of a document', { up: `DELETE FROM tickets WHERE data->>'kind' = 'bot' OR data @> '{"draft":true}'` }, [differs]],
    ['an element', { up: "DELETE FROM tickets WHERE 'old' = ANY (tags)" }, [differs]],
    ['a row that another refers to', { up: "DELETE FROM tickets t USING people p WHERE p.id = t.author AND p.role = 'robot'" }, [differs]],
    ['a case', { up: "UPDATE tickets SET state = CASE state WHEN 'a1' THEN 'b1' ELSE state END" }, [differs]],
    ['code', { up: "DO $$ BEGIN UPDATE tickets SET state = 'x' WHERE state = 'y'; END $$" }, [differs]],
    [
      'a row of a partition',
      {
        before:
          "CREATE TABLE ev (at date NOT NULL, kind text) PARTITION BY RANGE (at); CREATE TABLE ev23 PARTITION OF ev FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')",
        up: "DELETE FROM ev WHERE at = '2023-07-01' AND kind = 'click'",
      },
      [differs],
    ],
    [
      'a row that another is merged with',
      {
        before:
          'CREATE TABLE stock (sku text PRIMARY KEY, n int NOT NULL); CREATE TABLE came (id int PRIMARY KEY, sku text NOT NULL, n int NOT NULL)',
        up: 'MERGE INTO stock s USING came c ON s.sku = c.sku AND c.n = 7 WHEN MATCHED THEN UPDATE SET n = -7',
      },
      [differs],
    ],
    [
      'a column by its new name',
      { up: "ALTER TABLE people RENAME role TO kind; DELETE FROM people WHERE kind = 'robot'" },
      ['column-renamed'],
    ],
    [
      'what a captured statement looks for',
      {
        up: 'UPDATE tickets SET points = points + 1',
        statements: ['-- params: ["gold"]\nSELECT points FROM tickets WHERE state = $1 AND points = 5'],
      },
      [differs],
    ],
  ])('%s', async (_, one, findings) => expect(await told(one)).toEqual(['fail', findings.toSorted()]));

  it.each<[string, Omit<Case, 'before'> & Partial<Case>]>([
    [
      'a new column filled by cases',
      {
        up: "ALTER TABLE tickets ADD done boolean; UPDATE tickets SET done = true WHERE state = 'done' AND points > 3",
        down: 'ALTER TABLE tickets DROP done',
      },
    ],
    [
      'what the migration puts there itself, and its down takes away',
      {
        before: 'CREATE TABLE flags (name text PRIMARY KEY, on_ boolean)',
        up: "INSERT INTO flags VALUES ('beta', true)",
        down: "DELETE FROM flags WHERE name = 'beta'",
      },
    ],
    [
      'what is put there unless it is',
      {
        before: 'CREATE TABLE roles (id serial PRIMARY KEY, name text UNIQUE)',
        up: "INSERT INTO roles (name) SELECT 'auditor' WHERE NOT EXISTS (SELECT FROM roles WHERE name = 'auditor')",
      },
    ],
    [
      'a key that N-1 is seen to give',
      {
        up: 'ALTER TABLE tickets ADD n int',
        statements: ["INSERT INTO tickets (id, title) VALUES (901, 'a')", 'SELECT state FROM tickets WHERE id = 901'],
      },
    ],
    [
      'a copy of some rows',
      {
        up: "CREATE TABLE old_tickets (id int PRIMARY KEY); INSERT INTO old_tickets SELECT id FROM tickets WHERE state = 'old'",
        down: 'DROP TABLE old_tickets',
      },
    ],
  ])('and its twin is silent: %s', async (_, one) => expect(await told(one)).toEqual(['pass', []]));
});

describe('a statement that finds no row', () => {
  const idle = 'statement-not-exercised';
  it.each<[string, Omit<Case, 'before'> & Partial<Case>, readonly [string, readonly string[]]]>([
    [
      'is said, and nothing that holds is known',
      { up: "ALTER TABLE tickets ADD n int; UPDATE tickets SET n = 1 WHERE md5(title) = 'f'" },
      ['inconclusive', [idle]],
    ],
    [
      'is said of INSERT … SELECT',
      { up: "CREATE TABLE x (id int); INSERT INTO x SELECT id FROM tickets WHERE md5(title) = 'f'" },
      ['inconclusive', [idle]],
    ],
    [
      'is nothing where a seed has such a row',
      {
        up: "ALTER TABLE tickets ADD n int; UPDATE tickets SET n = 1 WHERE md5(title) = md5('b4')",
        seed: "INSERT INTO tickets (id, title) VALUES (-5, 'b4')",
      },
      ['pass', []],
    ],
    [
      'is nothing in a table that the migration makes',
      { up: 'CREATE TABLE x (id int); UPDATE x SET id = 1; INSERT INTO x SELECT id FROM x' },
      ['pass', []],
    ],
    [
      'is nothing where the schema keeps such rows out',
      {
        up: "UPDATE tickets SET title = '' WHERE title IS NULL; UPDATE people SET role = 'a' WHERE role = 'x'; UPDATE tickets SET title = 'a' WHERE points < 0",
        before: tickets
          .replace('role text', "role text CHECK (role <> 'x')")
          .replace('points numeric(8,2)', 'points numeric(8,2) CHECK (points >= 0)'),
      },
      ['pass', []],
    ],
    [
      'is nothing in a table that was emptied before',
      { up: "TRUNCATE tickets; DELETE FROM tickets WHERE title = 'a'; INSERT INTO tickets (id, title) VALUES (1, 'a')" },
      ['fail', ['result-differs']],
    ],
    [
      'is nothing in a table of which a trigger drops all rows',
      {
        before: `${tickets} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE gone (id int); CREATE TRIGGER g BEFORE INSERT ON gone FOR EACH ROW EXECUTE FUNCTION f();`,
        up: 'ALTER TABLE gone ADD n int; UPDATE gone SET n = 1',
      },
      ['pass', []],
    ],
    [
      'is nothing where a foreign key keeps orphans out',
      { up: 'DELETE FROM tickets WHERE author NOT IN (SELECT id FROM people)' },
      ['pass', []],
    ],
  ])('%s', async (_, one, expected) => expect(await told(one)).toEqual(expected));
});

describe('a migration of a table that takes no row', () => {
  const closed =
    'CREATE TABLE closed (id int PRIMARY KEY CHECK (id % 7 = 9), note text); CREATE TABLE people (id int PRIMARY KEY, name text);';
  it.each<[string, string, string]>([
    ['alone is not known', 'UPDATE closed SET note = upper(note)', 'inconclusive'],
    ['alone, of which only the schema changes, neither', 'CREATE INDEX ON closed (note)', 'inconclusive'],
    ['is not known where it is one of two', 'ALTER TABLE people ADD n int; DELETE FROM closed', 'inconclusive'],
    ['is known where only its schema changes beside others', 'ALTER TABLE people ADD n int; ALTER TABLE closed ADD n int', 'pass'],
    ['is not looked at by another', 'ALTER TABLE people ADD n int', 'pass'],
    ['is not looked at by a new one', 'CREATE TABLE z (a int)', 'pass'],
  ])('%s', async (_, up, verdict) => {
    const trial = await at.of({ before: closed, up });
    const { unexercised } = trial.exercised;
    expect([judgeMigration(trial).outcome, unexercised?.tables.map(({ table }) => table)]).toEqual([verdict, ['public.closed']]);
  });
  it('says so, and why', async () => {
    const { cells, exercised } = await at.of({ before: closed, up: 'UPDATE closed SET note = upper(note)' });
    expect([cells.rollout, exercised.unexercised?.nothing]).toEqual([
      { state: 'unknown', because: exercised.unexercised?.nothing },
      'nothing was exercised: no row could be placed in what the migration is about: public.closed (new row for relation "closed" violates check constraint "closed_id_check" (23514))',
    ]);
  });
});

it('what was not exercised is told by statement and value', async () => {
  const { exercised } = await at.of({
    before: 'CREATE TABLE t (id int PRIMARY KEY, n smallint CHECK (abs(n) < 30000), s text NOT NULL)',
    up: "UPDATE t SET s = 'b'\n WHERE md5(s) = 'x';\nUPDATE t SET s = 'c' WHERE n = 31000 OR n = 5",
  });
  expect(exercised.unexercised).toEqual({
    tables: [],
    values: [
      {
        table: 'public.t',
        column: 'n',
        count: 4,
        first: '32767',
        why: 'new row for relation "t" violates check constraint "t_n_check" (23514)',
      },
      { table: 'public.t', column: 'n', count: 1, first: '-32768', why: 'smallint out of range (22003)' },
    ],
    statements: [{ statement: 1, line: 1, table: 'public.t', why: 'none of the rows of public.t is one that it looks for' }],
  });
});
