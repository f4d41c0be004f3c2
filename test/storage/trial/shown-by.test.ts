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
