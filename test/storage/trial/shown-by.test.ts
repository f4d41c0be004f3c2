import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trials, trials } from './server.ts';

// Of several statements that show the same, the one that reads it: an insert does nothing to the rows that the migration took away.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, note text);
  INSERT INTO events (kind) VALUES ('a'), ('b'), ('c');`;
const insert = "INSERT INTO events (kind) VALUES ('d')";
const select = 'SELECT kind, note FROM events';

describe('what is gone or changed is shown by who reads it', () => {
  it.each([
    ['rows that are deleted', "DELETE FROM events WHERE kind IN ('a', 'b', 'c')"],
    ['rows that are changed', "UPDATE events SET note = 'x' WHERE kind = 'a'"],
  ])('%s', async (_, up) => {
    const { findings } = await at.of({ before, up, statements: [insert, select] });
    expect(findings.map(({ rule, witness }) => [rule, (witness?.value as { readonly statement?: string } | undefined)?.statement])).toEqual(
      [['storage/result-differs', select]],
    );
  });
});

it('what a foreign key sets off elsewhere is no finding beside the one that says it in the same words', async () => {
  const before = `CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE tickets (id int PRIMARY KEY, title text, owner int REFERENCES users ON DELETE SET NULL);
    CREATE TABLE history (LIKE tickets);
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO history SELECT OLD.*; RETURN NEW; END $$;
    CREATE TRIGGER keep BEFORE UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION keep();`;
  const { findings } = await at.of({ before, up: 'ALTER TABLE tickets ADD priority int' });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ rule, object }) => [rule, object])).toEqual([
    ['storage/statement-refused', 'column public.tickets.priority'],
  ]);
});
