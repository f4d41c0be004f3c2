import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queriesIn } from '../../../src/storage/statements/files.ts';
import { type Watched, watchMigration } from '../../../src/storage/watch/watch.ts';
import { type Trials, trials } from '../trial/server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TABLE customers (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, customer int, note text);`;

const sql = (file: string, text: string) => ({ file, text });

const watch = (up: string, statements?: readonly string[], budgetMs = 200): Promise<Watched> =>
  watchMigration(
    {
      before: sql('before.sql', before),
      up: sql('up.sql', up),
      seed: sql('seed.sql', "INSERT INTO orders VALUES (1, 1, 'a'); INSERT INTO customers VALUES (1, 'a')"),
      ...(statements && { captured: statements.flatMap((text, index) => queriesIn(text, `s${index + 1}`, at.server.split, [])) }),
    },
    at.server,
    { budgetMs, rows: {}, sizes: [500, 1_000, 2_000], runs: 1 },
    AbortSignal.timeout(60_000),
  );

const waits = ({ watch: { traffic } }: Watched): unknown[] =>
  (traffic?.waits ?? [])
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, wants, object, behind, line }) => [name, wants, object, behind, line]);

const sleeps = 'SELECT pg_sleep(0.6)';
const reads = 'SELECT note FROM orders WHERE id = 1';
const writes = "UPDATE orders SET note = 'b' WHERE id = 1";

describe('who waits for the migration, for what, and behind which of its statements', () => {
  it.each<[string, string, readonly string[], unknown[]]>([
    [
      'a table that is locked: who reads and who writes',
      `ALTER TABLE orders ADD a int;\n${sleeps}`,
      [reads, writes, 'SELECT name FROM customers'],
      [
        ['s1:1', 'ACCESS SHARE', 'table public.orders', 1, 1],
        ['s2:1', 'ROW EXCLUSIVE', 'table public.orders', 1, 1],
      ],
    ],
    [
      'rows that are changed: who writes them, and nobody who reads',
      `SELECT 1;\nUPDATE orders SET note = 'x';\n${sleeps}`,
      [reads, writes],
      [['s2:1', 'a row', 'table public.orders', 2, 2]],
    ],
    [
      'a lock that became stronger: who writes waits behind the first, who reads behind the second',
      `CREATE INDEX i ON orders (note);\n${sleeps};\nALTER TABLE orders ADD a int;\n${sleeps}`,
      [reads, writes],
      [
        ['s1:1', 'ACCESS SHARE', 'table public.orders', 3, 3],
        ['s2:1', 'ROW EXCLUSIVE', 'table public.orders', 1, 1],
      ],
    ],
    [
      'a few rows first, all of them later',
      `UPDATE orders SET note = 'x' WHERE id = 1;\nUPDATE orders SET note = 'y' WHERE id > 1;\n${sleeps}`,
      ["UPDATE orders SET note = 'b' WHERE id = (SELECT max(id) FROM orders)"],
      [['s1:1', 'a row', 'table public.orders', 2, 2]],
    ],
    [
      'a table that nobody of them asks',
      `ALTER TABLE customers ADD a int; CREATE INDEX CONCURRENTLY i ON orders (note)`,
      [reads, writes],
      [],
    ],
  ])('%s', async (_, up, statements, expected) => expect(waits(await watch(up, statements))).toEqual(expected));

  it('longer than the budget: it is the witness of the finding of the lock', async () => {
    const { findings } = await watch(`ALTER TABLE orders ADD a int; ${sleeps}`, [reads]);
    expect(findings.map(({ rule, object }) => [rule, object])).toEqual([['storage/lock-held', 'table public.orders']]);
    expect(findings[0]?.what).toMatch(
      /; N-1's s1:1 waited .+ for ACCESS SHARE on table public\.orders behind statement 1 of the migration \(without it .+\)$/,
    );
    expect(findings[0]?.witness?.value).toMatchObject({ waited: { name: 's1:1', statement: reads, behind: 1, wants: 'ACCESS SHARE' } });
  });

  it('rows that are held too long are a finding of their own, with who waited', async () => {
    const { findings } = await watch(`UPDATE orders SET note = 'x'; ${sleeps}`, [writes]);
    expect(findings.map(({ rule, severity, object }) => [rule, severity, object])).toEqual([
      ['storage/rows-held', 'warning', 'table public.orders'],
    ]);
    expect(findings[0]?.what).toMatch(
      /^ROW LOCKS on most rows of public\.orders, which are changed or deleted: every update, delete of them waits; .* waited .+ for a row of table public\.orders/,
    );
  });

  it('a few rows that are held too long, of which no lock tells, are a finding by who waited', async () => {
    const { findings } = await watch(`UPDATE orders SET note = 'x' WHERE id = 1; ${sleeps}`, [writes]);
    expect(findings.map(({ rule, severity, object, use }) => [rule, severity, object, use?.state])).toEqual([
      ['storage/traffic-waits', 'warning', 'table public.orders', 'seen'],
    ]);
  });

  it('within the budget it is none', async () => {
    const { findings, watch: seen } = await watch(`UPDATE orders SET note = 'x' WHERE id = 1; SELECT pg_sleep(0.1)`, [writes], 5_000);
    expect(findings).toEqual([]);
    expect(seen.traffic?.waits.map(({ behind }) => behind)).toEqual([1]);
  });

  it('whoever waits because the migration waits for another of N-1 does not wait for the migration', async () => {
    const holds = 'SELECT pg_sleep(0.5) FROM orders WHERE id = 1 FOR UPDATE';
    const { findings } = await watch("SET lock_timeout = '2s'; ALTER TABLE orders ADD a int", [holds, reads]);
    expect(findings).toEqual([]);
  });

  it('generated statements go on as well', async () => {
    const seen = await watch(`ALTER TABLE orders ADD a int; ${sleeps}`);
    expect(new Set(waits(seen).map((one) => (one as unknown[])[1]))).toEqual(new Set(['ACCESS SHARE', 'ROW EXCLUSIVE']));
    expect(seen.watch.traffic?.statements).toBeGreaterThan(3);
  });
});
