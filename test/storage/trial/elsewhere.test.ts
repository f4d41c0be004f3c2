import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

// What triggers, rules and functions of the migration do in tables that N-1's statement does not write itself.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TABLE accounts (id bigint PRIMARY KEY, balance numeric(14,2) NOT NULL DEFAULT 0, seen text);
  CREATE TABLE entries (id bigserial PRIMARY KEY, account bigint NOT NULL REFERENCES accounts, amount numeric(14,2) NOT NULL DEFAULT 1);
  CREATE TABLE history (entry bigint);
  CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO history VALUES (NEW.id); RETURN NEW; END$$;
  CREATE TRIGGER logged AFTER UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION log()`;
const seed = 'INSERT INTO accounts VALUES (101, 100), (102, 50); INSERT INTO entries (account, amount) VALUES (101, 100), (102, 50)';
const on = (when: string, body: string, table = 'entries'): string =>
  `CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${body}; RETURN NULL; END$$;
   CREATE TRIGGER acts AFTER ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION act()`;
const put = 'INSERT INTO entries (account, amount) VALUES (101, 5)';
const read = 'SELECT id, balance FROM accounts';
const changed = 'UPDATE entries SET amount = 7 WHERE account = 101';
const book = on('INSERT', 'UPDATE accounts SET balance = balance + NEW.amount WHERE id = NEW.account');

const told = async (one: Partial<Case> & Pick<Case, 'up'>): Promise<readonly string[]> =>
  (await at.of({ before, seed, ...one })).findings
    // What waits for what is told of these, too.
    .filter(({ severity, use, rule }) => severity === 'error' && use?.state !== 'ruled-out' && rule !== 'storage/traffic-deadlocks')
    .map(({ rule, cells, witness }) => {
      const { difference } = (witness?.value ?? {}) as { difference?: string };
      return `${rule} ${cells.mixed} ${difference}`;
    });

const sideEffects = 'storage/trigger-with-side-effects-added';

describe('another table of N-1 after its statement', () => {
  it.each<[string, Partial<Case> & Pick<Case, 'up'>, string[]]>([
    [
      'has another value',
      { up: book, statements: [put, read] },
      [`${sideEffects} breaks in public.accounts, balance: "105.00" is put in as well`],
    ],
    [
      'has another value, of statements that nobody has captured',
      { up: book },
      [`${sideEffects} breaks-if-used in public.accounts, balance: "0.02" is put in as well`],
    ],
    [
      'has lost rows',
      { up: on('INSERT', 'DELETE FROM entries', 'accounts'), statements: ['INSERT INTO accounts VALUES (777)', 'SELECT id FROM entries'] },
      [`${sideEffects} breaks 14 rows fewer left in public.entries than on schema N-1`],
    ],
    [
      'has not got what a function of N-1 put there',
      {
        up: 'CREATE OR REPLACE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$',
        statements: [changed, 'SELECT entry FROM history'],
      },
      ['storage/routine-body-changed breaks 1 row fewer left in public.history than on schema N-1'],
    ],
    [
      'has another value by a rule',
      { up: 'CREATE RULE acts AS ON INSERT TO entries DO ALSO UPDATE accounts SET balance = 0', statements: [put, read] },
      ['storage/rewrite-rule-added breaks in public.accounts, balance: "0.00" is put in as well'],
    ],
  ])('%s', async (_, one, expected) => {
    expect(await told(one)).toEqual(expected);
  });

  it.each<[string, Partial<Case> & Pick<Case, 'up'>]>([
    [
      'is one that N-1 does not know',
      { up: `CREATE TABLE log (entry bigint); ${on('INSERT', 'INSERT INTO log VALUES (NEW.id)')}`, statements: [put, read] },
    ],
    [
      'is one that N-1 does not know, of generated statements',
      { up: `CREATE TABLE log (entry bigint); ${on('INSERT', 'INSERT INTO log VALUES (NEW.id)')}` },
    ],
    ['holds what it held', { up: on('INSERT', 'UPDATE accounts SET balance = balance'), statements: [put, read] }],
    [
      'has another value that N-1 is not seen to ask for',
      { up: on('INSERT', "UPDATE accounts SET seen = 'now'"), statements: [put, read] },
    ],
    [
      'has another value in a column of N',
      { up: `ALTER TABLE accounts ADD n int; ${on('INSERT', 'UPDATE accounts SET n = 1')}`, statements: [put, read] },
    ],
    [
      'was changed by the migration, and not by the statement',
      {
        up: `UPDATE accounts SET seen = 'x'; UPDATE entries SET amount = amount; ${on('INSERT', 'PERFORM 1')}`,
        statements: [put, changed, read, 'SELECT entry FROM history'],
      },
    ],
  ])('%s', async (_, one) => {
    expect(await told(one)).toEqual([]);
  });
});
