import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TABLE customers (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text);`;

const deadlocks = async (one: Omit<Case, 'before'>): Promise<unknown[]> =>
  (await at.of({ before, ...one })).findings
    .filter(({ rule }) => rule === 'storage/traffic-deadlocks')
    .map(({ object, severity, cells, at: place, what }) => [
      object,
      severity,
      cells.rollout,
      place.new?.column,
      /N-1's (\S+)/.exec(what)?.[1],
    ]);

describe('N-1 goes on beside the migration', () => {
  it.each<[string, Omit<Case, 'before'>, unknown[]]>([
    [
      'rows are changed, then their table is locked: whoever waits for a row holds the table',
      { up: "UPDATE orders SET note = coalesce(note, ''); ALTER TABLE orders ALTER note SET NOT NULL" },
      [['table public.orders', 'warning', 'breaks-if-used', 46]],
    ],
    [
      'the referred table is locked before the one that refers to it',
      { up: 'ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int' },
      [['table public.orders', 'warning', 'breaks-if-used', 34]],
    ],
    [
      'and the other way round: who deletes what is referred to looks at what refers to it',
      { up: 'ALTER TABLE orders ADD a int; ALTER TABLE customers ADD a int' },
      [['table public.customers', 'warning', 'breaks-if-used', 31]],
    ],
    [
      'both at once, before anything else',
      { up: 'LOCK TABLE customers, orders; ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int' },
      [],
    ],
    [
      'the strongest lock first',
      { up: "ALTER TABLE orders ADD a int; UPDATE orders SET note = ''; ALTER TABLE orders ALTER note SET NOT NULL" },
      [],
    ],
    [
      'the migration gives up before a server looks who waits for whom',
      { up: "SET lock_timeout = '500ms'; ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int" },
      [['table public.orders', 'note', undefined, 62]],
    ],
    [
      'and after it has',
      { up: "SET LOCAL lock_timeout = '2s'; ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int" },
      [['table public.orders', 'warning', 'breaks-if-used', 65]],
    ],
    ['a table that N-1 does not know', { up: 'CREATE TABLE x (a int); ALTER TABLE x ADD b int' }, []],
  ])('%s', async (_, one, expected) => expect((await deadlocks(one)).map((found) => (found as unknown[]).slice(0, 4))).toEqual(expected));

  it('a captured statement is seen to do it: an error', async () =>
    expect(
      await deadlocks({
        up: 'ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int',
        seed: "INSERT INTO customers VALUES (1, 'a')",
        statements: ['INSERT INTO orders (id, customer) VALUES (990, 1)'],
      }),
    ).toEqual([['table public.orders', 'error', 'breaks', 34, 's1:1']]));

  it('and one that only reads one of them is not', async () =>
    expect(
      await deadlocks({ up: 'ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int', statements: ['SELECT id FROM orders'] }),
    ).toEqual([]));

  it('nothing of it stays: the migration goes through as without', async () => {
    const trial = await at.of({ before, up: 'ALTER TABLE customers ADD a int; ALTER TABLE orders ADD a int' });
    expect(trial.cells.mixed.state).toBe('holds');
    expect(trial.exercised.oldRows).toBe(50);
  });
});
