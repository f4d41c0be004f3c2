import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trials, trials } from '../trial/server.ts';
import { lockHeld } from '../../../src/storage/watch/rules/lock-held.ts';
import { type Watched, watchMigration } from '../../../src/storage/watch/watch.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TYPE status AS ENUM ('new', 'paid');
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(200) NOT NULL UNIQUE, n int);
  ALTER TABLE customers ADD CONSTRAINT later CHECK (n IS NULL OR n > 0 OR n <= 0) NOT VALID;
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL, status status NOT NULL,
    total int, note varchar(20), at timestamp, CONSTRAINT total_there CHECK (total IS NOT NULL));`;

const more = `${before}
  CREATE VIEW paid AS SELECT id FROM orders; CREATE SEQUENCE numbers; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$;`;

const sql = (file: string, text: string) => ({ file, text });

const watch = (up: string, more: Partial<Parameters<typeof watchMigration>[2]> = {}, schema = before): Promise<Watched> =>
  watchMigration(
    { before: sql('before.sql', schema), up: sql('up.sql', up) },
    at.server,
    { budgetMs: 200, rows: {}, sizes: [20_000], runs: 1, ...more },
    AbortSignal.timeout(60_000),
  );

const orders = 'public.orders';
const customers = 'public.customers';
const all = 'select, insert, update, delete';
const writes = 'insert, update, delete';
const strongest = [orders, 'ACCESS EXCLUSIVE', all] as const;

type Seen = readonly [locks: readonly (readonly [string, string, string])[], rewritten: readonly string[], scanned: readonly string[]];

const findings = async (up: string, more: Parameters<typeof watch>[1] = {}): Promise<unknown[]> =>
  (await watch(up, more)).findings.map(({ rule, severity, object, cells }) => [rule, severity, object, cells]);

const rollout = { rollout: 'breaks-if-used' };
const sizes = { sizes: [1_000, 10_000, 40_000], runs: 2 };
const bigint = 'ALTER TABLE orders ALTER total TYPE bigint';

describe('what of it is a finding', () => {
  it('a table rewritten, and nobody has said how large it is', async () =>
    expect(await findings(bigint)).toEqual([['storage/table-rewritten', 'warning', 'table public.orders', rollout]]));

  it('a table read under a lock', async () =>
    expect(await findings('CREATE INDEX i ON orders (customer)')).toEqual([
      ['storage/table-scanned', 'warning', 'table public.orders', rollout],
    ]));

  it('over the budget at the declared rows: an error with the figure, its mode, what waits and what no estimate knows', async () => {
    const { watch: seen, findings: found } = await watch(bigint, { ...sizes, rows: { [orders]: 400_000_000 } });
    expect(found.map(({ rule }) => rule)).toEqual(['storage/lock-held']);
    expect(found[0]?.what).toMatch(
      /^ACCESS EXCLUSIVE on public\.orders, behind which every select, insert, update, delete waits; the table is written anew; held for about .+ \(± .+\) at the declared rows, and the budget is 200 ms; no lock_timeout keeps it within 200 ms/,
    );
    expect(found[0]?.why).toMatch(/waits behind a long transaction.*replicas lag/);
    expect(seen.locks[0]?.held.map(({ rows }) => rows)).toEqual([1_000, 10_000, 40_000]);
    expect(seen.locks[0]?.estimate?.ms).toBeGreaterThan(10_000);
  });

  it('writes that wait too long', async () => {
    const { watch: seen, findings: found } = await watch('CREATE INDEX i ON orders (customer)', {
      ...sizes,
      rows: { [orders]: 400_000_000 },
    });
    expect(found.map(({ rule, severity, cells }) => [rule, severity, cells])).toEqual([['storage/writes-held', 'warning', rollout]]);
    expect(found[0]?.what).toMatch(
      /^SHARE on public\.orders, behind which every insert, update, delete waits; an index is built; held for about /,
    );
    expect(seen.locks[0]?.estimate?.ms).toBeGreaterThan(5_000);
  });

  it.each<[string, number, number, string | undefined]>([
    ['over the budget with its error', 900, 600, 'error'],
    ['perhaps over it', 900, 800, 'warning'],
    ['perhaps over it, and likely not', 150, 60, 'warning'],
    ['within it', 150, 50, undefined],
  ])('an estimate that is %s', (_, ms, error, severity) => {
    const blocks = ['select', 'insert', 'update', 'delete'];
    const lock = { table: orders, mode: 'ACCESS EXCLUSIVE', blocks, statement: 1, line: 1, held: [], estimate: { ms, error } };
    const told = lockHeld.check({ lock, budgetMs: 200, limitsWaiting: false });
    expect(told && (told.severity ?? lockHeld.severity)).toBe(severity);
  });

  it('within the budget at the declared rows, and the migration limits its waiting: nothing', async () =>
    expect(await findings(`SET LOCAL lock_timeout = '1s'; ${bigint}`, { ...sizes, rows: { [orders]: 1_000 }, budgetMs: 60_000 })).toEqual(
      [],
    ));

  it('a lock for a moment without a lock_timeout is a note that hits no cell', async () =>
    expect(await findings('ALTER TABLE orders ADD COLUMN a int', { ...sizes, budgetMs: 60_000 })).toEqual([
      ['storage/lock-not-limited', 'note', 'table public.orders', {}],
    ]));

  it('held for long by what is no table: over the budget at any size', async () =>
    expect(await findings('ALTER TABLE orders ADD COLUMN a int; SELECT pg_sleep(1.2)', sizes)).toEqual([
      ['storage/lock-held', 'error', 'table public.orders', rollout],
    ]));

  it('a migration that is refused is not watched, and says why', async () =>
    expect((await watch('ALTER TABLE nope ADD COLUMN a int')).watch.stopped).toBe(
      'the migration is refused: line 1: relation "nope" does not exist',
    ));

  it('one that is interrupted is not said to be watched', async () =>
    await expect(
      watchMigration(
        { before: sql('before.sql', before), up: sql('up.sql', 'SET statement_timeout = 0; SELECT pg_sleep(60)') },
        at.server,
        { budgetMs: 200, rows: {} },
        AbortSignal.timeout(3_000),
      ),
    ).rejects.toThrow(/timeout/));

  it('a table that cannot be made large is told', async () => {
    const schema = `${before} CREATE TABLE one (id int PRIMARY KEY CHECK (id < 1000)); INSERT INTO one VALUES (1);`;
    const { watch: seen } = await watch('ALTER TABLE one ADD COLUMN a int', {}, schema);
    expect(seen.small.map(({ table }) => table)).toEqual(['public.one']);
  });
});

describe('a table is made large, or its time is not known', () => {
  const small = { sizes: [1_000, 4_000, 8_000], runs: 1, budgetMs: 60_000, rows: { 'public.o': 2_000_000 } };
  const retyped = 'ALTER TABLE o ALTER a TYPE bigint';
  const keyed = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE o (id int PRIMARY KEY REFERENCES p, a int);';

  it.each<[string, string]>([
    ['a column has the name that numbers have', 'CREATE TABLE o (id int PRIMARY KEY, n int NOT NULL, made int, first text, a int)'],
    ['its key is that of another table', keyed],
    [
      'its key is one of a key that is one of a key',
      'CREATE TABLE g (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE TABLE p (id bigint PRIMARY KEY REFERENCES g); CREATE TABLE o (id bigint PRIMARY KEY REFERENCES p, a int)',
    ],
    [
      'it joins two tables',
      'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE o (p int REFERENCES p, q int REFERENCES q, a int, PRIMARY KEY (p, q))',
    ],
    [
      'it is partitioned, and a partition takes all',
      'CREATE TABLE o (id int PRIMARY KEY, a int) PARTITION BY RANGE (id); CREATE TABLE o1 PARTITION OF o DEFAULT',
    ],
  ])('%s: it is timed on many rows', async (_, schema) => {
    const { watch: seen } = await watch(retyped, small, schema);
    expect([seen.stopped, seen.small]).toEqual([undefined, []]);
    expect(seen.locks.map(({ estimate, notTimed }) => [estimate !== undefined, notTimed])).toContainEqual([true, undefined]);
    expect(seen.rewritten.length).toBe(1);
  });

  it.each<[string, string, string]>([
    ['an exclusion lets one row in', 'CREATE TABLE o (id int, a int, EXCLUDE (id WITH =))', 'public.o'],
    ['its key has two values', 'CREATE TABLE o (id boolean PRIMARY KEY, a int)', 'public.o'],
    [
      'no partition takes more rows',
      'CREATE TABLE o (id int PRIMARY KEY, a int) PARTITION BY RANGE (id); CREATE TABLE o1 PARTITION OF o FOR VALUES FROM (0) TO (1000)',
      'public.o1',
    ],
    [
      'what its key refers to takes no more',
      'CREATE TABLE p (id int PRIMARY KEY CHECK (id < 500)); CREATE TABLE o (id int PRIMARY KEY REFERENCES p, a int)',
      'public.o',
    ],
  ])('%s: a warning without a figure', async (_, schema, table) => {
    const { watch: seen, findings: found } = await watch(retyped, small, schema);
    const first = found.find(({ object }) => object === `table ${table}`);
    expect([first?.rule, first?.severity]).toEqual(['storage/lock-not-timed', 'warning']);
    expect(first?.what).toMatch(new RegExp(`how long with more rows is not known: ${table} could not be made large: `));
    const figures = seen.locks.map(({ estimate, held, lockTimeoutMs }) => [estimate, held, lockTimeoutMs]);
    expect(figures).toEqual(figures.map(() => [undefined, [], undefined]));
  });

  it('so few are declared that those that are there tell it: no warning', async () => {
    const schema = 'CREATE TABLE o (id boolean PRIMARY KEY, a int)';
    const { findings: found } = await watch(retyped, { ...small, rows: { 'public.o': 2 } }, schema);
    expect(found.map(({ rule }) => rule)).toEqual(['storage/lock-not-limited']);
  });

  it('its time does not depend on its rows: no warning', async () => {
    const { findings: found } = await watch('ALTER TABLE o ADD b int', small, 'CREATE TABLE o (id boolean PRIMARY KEY, a int)');
    expect(found.map(({ rule }) => rule)).toEqual(['storage/lock-not-limited']);
  });
});

describe('what a migration locks, rewrites and reads', () => {
  it.each<[string, string, ...Seen]>([
    ['a new table alone: nobody waits', 'CREATE TABLE x (id int); ALTER TABLE x ADD COLUMN a int', [], [], []],
    ['a column without a default', 'ALTER TABLE orders ADD COLUMN a int', [strongest], [], []],
    ['a constant default is not written', 'ALTER TABLE orders ADD COLUMN a int DEFAULT 7', [strongest], [], []],
    ['now() is the same for all rows', 'ALTER TABLE orders ADD COLUMN a timestamptz DEFAULT now()', [strongest], [], []],
    ['a volatile default is', 'ALTER TABLE orders ADD COLUMN a uuid DEFAULT gen_random_uuid()', [strongest], [orders], [orders]],
    ['a column dropped', 'ALTER TABLE orders DROP COLUMN note', [strongest], [], []],
    ['varchar to text', 'ALTER TABLE orders ALTER note TYPE text', [strongest], [], []],
    ['varchar longer', 'ALTER TABLE orders ALTER note TYPE varchar(40)', [strongest], [], []],
    ['a timestamp gets a zone, outside of UTC', 'ALTER TABLE orders ALTER at TYPE timestamptz', [strongest], [orders], [orders]],
    ['and where the zone is said', "SET TimeZone = 'UTC'; ALTER TABLE orders ALTER at TYPE timestamptz", [strongest], [], []],
    ['varchar shorter', 'ALTER TABLE orders ALTER note TYPE varchar(19)', [strongest], [orders], [orders]],
    ['integer to bigint', 'ALTER TABLE orders ALTER total TYPE bigint', [strongest], [orders], [orders]],
    ['an index', 'CREATE INDEX i ON orders (customer)', [[orders, 'SHARE', writes]], [], [orders]],
    [
      'an index built beside traffic',
      'CREATE INDEX CONCURRENTLY i ON orders (customer)',
      [[orders, 'SHARE UPDATE EXCLUSIVE', '']],
      [],
      [orders],
    ],
    [
      'a foreign key',
      'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (total) REFERENCES customers (id) NOT VALID',
      [
        [customers, 'SHARE ROW EXCLUSIVE', writes],
        [orders, 'SHARE ROW EXCLUSIVE', writes],
      ],
      [],
      [],
    ],
    ['a check', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (customer <> -5)', [strongest], [], [orders]],
    ['a check that is not validated', 'ALTER TABLE orders ADD CONSTRAINT c CHECK (customer <> -5) NOT VALID', [strongest], [], []],
    [
      'a check that is validated later',
      'ALTER TABLE customers VALIDATE CONSTRAINT later',
      [[customers, 'SHARE UPDATE EXCLUSIVE', '']],
      [],
      [customers],
    ],
    ['NOT NULL', 'ALTER TABLE orders ALTER note SET NOT NULL', [strongest], [], [orders]],
    ['NOT NULL after a check that says so', 'ALTER TABLE orders ALTER total SET NOT NULL', [strongest], [], []],
    ['a label of an enum', `ALTER TYPE status ADD VALUE 'gone'`, [], [], []],
    ['TRUNCATE gives a new file and reads nothing', 'TRUNCATE orders', [strongest], [], []],
    ['a whole table filled anew', 'UPDATE orders SET total = 1', [[orders, 'ROW LOCKS', 'update, delete']], [], [orders]],
    ['a row of a table', 'UPDATE orders SET total = 1 WHERE id = 1', [[orders, 'ROW EXCLUSIVE', '']], [], []],
    ['most rows deleted', 'DELETE FROM orders WHERE id > 1', [[orders, 'ROW LOCKS', 'update, delete']], [], [orders]],
    [
      'a view written otherwise',
      'CREATE OR REPLACE VIEW paid AS SELECT id FROM orders WHERE total > 1',
      [
        [orders, 'ACCESS SHARE', ''],
        ['public.paid', 'ACCESS EXCLUSIVE', all],
      ],
      [],
      [],
    ],
    [
      'a sequence that inserts take numbers from',
      'ALTER SEQUENCE numbers INCREMENT 2',
      [['public.numbers', 'SHARE ROW EXCLUSIVE', 'insert']],
      [],
      [],
    ],
    ['a sequence that comes with its table', 'ALTER TABLE customers DROP COLUMN id', [[customers, 'ACCESS EXCLUSIVE', all]], [], []],
    [
      'an index built anew: who reads its table looks at it',
      'REINDEX INDEX customers_email_key',
      [
        ['public.customers', 'SHARE', writes],
        ['public.customers_email_key', 'ACCESS EXCLUSIVE', all],
      ],
      [],
      [customers],
    ],
    ['a function is locked for nobody', 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 2$$', [], [], []],
    ['nor is a type', "ALTER TYPE status RENAME VALUE 'new' TO 'fresh'", [], [], []],
  ])('%s', async (_, up, ...expected) => {
    const { watch: seen } = await watch(up, {}, more);
    const locks = seen.locks.map(({ table, mode, blocks }) => [table, mode, blocks.join(', ')]);
    expect([seen.stopped, locks.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)), seen.rewritten, seen.scanned]).toEqual([
      undefined,
      ...expected,
    ]);
  });
});

describe('a partition that is made beside the default one, which is read to see that nothing in it belongs there', () => {
  const parts = (key: string, first: string, more = ''): string =>
    `CREATE TABLE o (id bigint, ${key}); CREATE TABLE o1 PARTITION OF o ${first}; CREATE TABLE od PARTITION OF o DEFAULT; ${more}`;
  const dates = parts('at date NOT NULL) PARTITION BY RANGE (at', "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')");
  const next = "CREATE TABLE o2 PARTITION OF o FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')";
  const [od, o] = ['public.od', 'public.o'];
  const sizes = { sizes: [1_000, 4_000, 8_000], runs: 1 };

  it.each<[string, string, string, readonly string[]]>([
    ['a range of dates', dates, next, [od]],
    [
      'a list of texts, in the key',
      parts('k text, PRIMARY KEY (id, k)) PARTITION BY LIST (k', "FOR VALUES IN ('a')"),
      "CREATE TABLE o2 PARTITION OF o FOR VALUES IN ('b')",
      [od],
    ],
    ['a check says that nothing belongs there', `${dates} ALTER TABLE od ADD CHECK (at < '2025-01-01');`, next, []],
    [
      'a key that drill cannot make',
      parts('b boolean) PARTITION BY LIST ((id % 2)', 'FOR VALUES IN (0)'),
      'CREATE TABLE o2 PARTITION OF o FOR VALUES IN (7)',
      [od],
    ],
    ['there is none', dates.replace(/CREATE TABLE od.*?;/, ''), next, []],
    ['another is dropped', dates, 'DROP TABLE o1', []],
  ])('%s', async (_, schema, up, scanned) => {
    const { watch: seen } = await watch(up, sizes, schema);
    expect([seen.stopped, seen.scanned]).toEqual([undefined, scanned]);
  });

  it('its time is that of the rows in it, and those of the whole are held as long', async () => {
    const { watch: seen, findings: found } = await watch(next, { ...sizes, rows: { [o]: 4_000_000_000 } }, dates);
    expect(seen.small).toEqual([]);
    expect(seen.locks.map(({ table, because, estimate }) => [table, because, estimate !== undefined])).toEqual([
      [o, undefined, true],
      [od, 'scanned', true],
    ]);
    expect(found.map(({ rule, object }) => `${rule} ${object}`).toSorted()).toEqual([
      `storage/lock-held table ${o}`,
      `storage/lock-held table ${od}`,
    ]);
  });

  it('few rows are declared to be in it: nothing', async () => {
    const { findings: found } = await watch(
      `SET lock_timeout = '50ms'; ${next}`,
      { ...sizes, budgetMs: 60_000, rows: { [o]: 4_000_000, [od]: 10 } },
      dates,
    );
    expect(found).toEqual([]);
  });
});
