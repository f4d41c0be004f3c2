import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const columns = Array.from({ length: 40 }, (_, index) => `c${index} text`).join(', ');
const before = `CREATE TABLE t (id int PRIMARY KEY, ${columns})`;

describe('a table of many columns, where an update is read back by what it can have changed', () => {
  it.each<[string, string, string[]]>([
    ['one column takes less than it did', 'ALTER TABLE t ALTER c7 TYPE varchar(2) USING left(c7, 2)', ['storage/column-type-narrowed']],
    ['a column is added', 'ALTER TABLE t ADD extra text', []],
  ])('%s', async (_, up, expected) => {
    const { findings } = await at.of({ before, up });
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(expected);
  });
});
