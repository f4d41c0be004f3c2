import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

// A column that must not be NULL and has no default, beside a trigger that may fill it.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);';
const trigger = (body: string, when = 'BEFORE INSERT OR UPDATE'): string => `
  ALTER TABLE users ADD el text; UPDATE users SET el = lower(email);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN NEW; END $$;
  CREATE TRIGGER t ${when} ON users FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE users ALTER el SET NOT NULL`;
const statements = ['SELECT id FROM users ORDER BY id', "INSERT INTO users (id, email) VALUES (5000, 'A@b')"];

it.each<[string, Omit<Case, 'before'>, string[]]>([
  ['filled before a captured insert: nothing', { up: trigger('NEW.el = lower(NEW.email)'), statements }, ['note']],
  ['filled before a generated one: nothing', { up: trigger('NEW.el = lower(NEW.email)') }, ['note']],
  ['filled too late: an error', { up: trigger('NEW.el = lower(NEW.email)', 'AFTER INSERT'), statements }, ['error']],
  ['something else is filled: an error', { up: trigger('NEW.email = lower(NEW.email)') }, ['error']],
])('%s', async (_, one, expected) => {
  const { findings } = await at.of({ before, ...one });
  expect(findings.filter(({ rule }) => rule === 'storage/required-column-added').map(({ severity }) => severity)).toEqual(expected);
});
