import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryChain } from '../../../src/storage/trial/chain/chain.ts';
import { tryMigration } from '../../../src/storage/trial/trial.ts';
import { type Case, type Trials, trials } from './server.ts';

// Rows that are made hold the limits of their types, and a migration of data stumbles over them.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `CREATE TABLE owners (id int PRIMARY KEY, name text);
  CREATE TABLE cfg (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner int NOT NULL REFERENCES owners, v int NOT NULL, note varchar(20));`;
const plusOne = 'UPDATE cfg SET v = v + 1';

const told = async (one: Omit<Case, 'before'> & Partial<Case>) => {
  const { findings, cells, down, exercised } = await at.of({ before, ...one });
  const stop = findings.find(({ rule }) => rule === 'storage/migration-failed');
  const value = stop?.witness?.value as { row?: Record<string, string>; error: { code: string } } | undefined;
  return {
    stop: stop && `${stop.severity} ${stop.cells.rollout} ${stop.use?.assume ?? '-'} ${value?.error.code} ${value?.row?.['v'] ?? '-'}`,
    others: findings.filter((one) => one !== stop && one.severity === 'error').map(({ rule, route }) => `${rule} ${route ?? ''}`.trim()),
    states: `${cells.rollout.state} ${cells.mixed.state} ${cells.rollback.state}`,
    down: down && `${down.catalog} ${down.oldRows.harmed} ${down.lost} ${down.again}`,
    rows: exercised.oldRows,
    kills: exercised.kills,
  };
};

describe('a row that was made stops a migration', () => {
  it('is assumed not to be there, and shown; the trial goes on with plain ones, down and up again', async () => {
    expect(await told({ up: plusOne, down: 'UPDATE cfg SET v = v - 1' })).toMatchObject({
      stop: 'note breaks-if-used unused 22003 2147483647',
      down: 'equal 0 0 equal',
      rows: 6,
    });
  });
  it('is one, and what the schema breaks is told beside it', async () => {
    expect(await told({ up: `${plusOne}; ALTER TABLE cfg DROP note` })).toMatchObject({
      stop: 'note breaks-if-used unused 22003 2147483647',
      others: ['storage/column-dropped'],
    });
  });
  it('is one, and the down that loses rows is told beside it', async () => {
    expect(
      await told({ up: `${plusOne}; ALTER TABLE cfg ADD extra text`, down: 'DELETE FROM cfg; ALTER TABLE cfg DROP extra' }),
    ).toMatchObject({
      stop: 'note breaks-if-used unused 22003 2147483647',
      others: expect.arrayContaining(['storage/down-loses-rows down']),
    });
  });
  it('is one, of a migration that is in no transaction, which is killed and run again', async () => {
    const { stop, kills } = await told({ up: `${plusOne}; CREATE INDEX CONCURRENTLY IF NOT EXISTS by_v ON cfg (v)` });
    expect(stop).toMatch(/^note breaks-if-used unused 22003/);
    expect(kills).toBeGreaterThan(1);
  });
});

it('a chain is walked on plain rows to its end, and what a step breaks is told', async () => {
  const sql = (file: string, text: string) => ({ file, text });
  const step = (name: string, up: string, down: string) => ({ name, up: sql(`${name}.up.sql`, up), down: sql(`${name}.down.sql`, down) });
  const signal = AbortSignal.timeout(60_000);
  const { findings, chain } = await tryChain(
    {
      before: [sql('before.sql', before)],
      steps: [
        step('1', plusOne, 'UPDATE cfg SET v = v - 1'),
        step('2', 'ALTER TABLE cfg DROP note', 'ALTER TABLE cfg ADD note varchar(20)'),
      ],
      migrate: 'before',
    },
    at.server,
    signal,
    (whole) => tryMigration(whole, at.server, signal),
  );
  expect(chain.stopped).toBeUndefined();
  expect(chain.steps.map(({ name, back }) => `${name} ${back}`)).toEqual(['1 down', '2 none']);
  expect(findings.filter(({ rule }) => /failed|dropped|rows/.test(rule)).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'note storage/migration-failed',
    'error storage/column-dropped',
    'error storage/down-loses-rows',
    'error storage/down-loses-new-rows',
  ]);
});

describe('a number that no other type has stops a migration', () => {
  it.each([
    ['NaN', 'price numeric(10,2) NOT NULL', 'price * 100'],
    ['infinity', 'at timestamptz NOT NULL', 'extract(epoch FROM at)'],
  ])('%s', async (_, column, value) => {
    const { stop, others } = await told({
      before: `CREATE TABLE products (id int PRIMARY KEY, ${column})`,
      up: `ALTER TABLE products ADD n bigint; UPDATE products SET n = ${value}`,
      down: 'ALTER TABLE products DROP n',
    });
    expect([stop, others]).toEqual(['note breaks-if-used unused 0A000 -', []]);
  });
});

describe('an index has no room for the longest value', () => {
  const long = 'CREATE TABLE posts (id int PRIMARY KEY, title varchar(80), slug text NOT NULL, body text NOT NULL)';
  it.each([
    ['of a text: a note, and all shorter values stay', 'CREATE INDEX by_body ON posts (body)', 'note breaks-if-used unused 54000 -', 25],
    ['of a varchar that is short: nothing', 'CREATE INDEX by_title ON posts (title)', undefined, 25],
    ['of a hash of it: nothing', 'CREATE INDEX by_body ON posts (md5(body))', undefined, 25],
  ])('%s', async (_, up, expected, rows) => {
    const { stop, others, rows: there } = await told({ before: long, up, down: 'SELECT 1; DROP INDEX IF EXISTS by_body, by_title' });
    expect([stop, others, there]).toEqual([expected, [], rows]);
  });
  it('that there is already: the longest that it takes is among the rows', async () => {
    const { stop, rows } = await told({ before: `${long}; CREATE UNIQUE INDEX ON posts (slug)`, up: 'ALTER TABLE posts ADD n int' });
    expect([stop, rows]).toEqual([undefined, 25]);
  });
});

describe('the migration is refused when it is run again after its down', () => {
  it.each([
    [
      'for values that N was made to write, which is a note',
      'UPDATE o SET q = (SELECT sum(qty) FROM items i WHERE i.o = o.id)',
      '',
      'note unused',
      'equal',
    ],
    [
      'for a row of the down, by NOT NULL',
      'UPDATE o SET q = tot WHERE id + 0 = 424242',
      '; INSERT INTO o VALUES (424242, NULL)',
      'error -',
      'failed',
    ],
  ])('%s', async (_, update, more, severity, again) => {
    const { findings, down } = await at.of({
      before: 'CREATE TABLE o (id int PRIMARY KEY, tot int); CREATE TABLE items (id int PRIMARY KEY, o int NOT NULL, qty int)',
      up: `ALTER TABLE o ADD q bigint NOT NULL DEFAULT 0; ALTER TABLE o ADD r int; ${update.replace('sum(qty)', 'coalesce(sum(qty), 0)::int')}`,
      down: `ALTER TABLE o DROP q; ALTER TABLE o DROP r${more}`,
    });
    const told = findings
      .filter(({ rule }) => rule === 'storage/up-again-differs')
      .map(({ severity: weight, use }) => `${weight} ${use?.assume ?? '-'}`);
    expect([told, down?.again]).toEqual([[severity], again]);
  });
});

describe('what is computed of each row for good, and not of every ordinary one', () => {
  const sales = 'CREATE TABLE sales (id int PRIMARY KEY, qty int, total bigint, name text); CREATE TABLE others (id int PRIMARY KEY);';
  const share = 'ALTER TABLE sales ADD share int GENERATED ALWAYS AS (100 / qty) STORED';
  const refusal = 'storage/statement-refused schema-left';
  it.each<[string, Omit<Case, 'before'>, string[]]>([
    ['a generated column: N-1 cannot write such a row any more', { up: share }, [refusal]],
    ['one that is too large for its type', { up: 'ALTER TABLE sales ADD cents int GENERATED ALWAYS AS (qty * 100) STORED' }, [refusal]],
    ['an index on an expression', { up: 'CREATE INDEX ON sales ((100 / qty))' }, [refusal]],
    ['an index that is built beside traffic', { up: 'CREATE INDEX CONCURRENTLY ON sales ((100 / qty))' }, [refusal]],
    ['and N-1 is seen to write the table', { up: share, statements: ['INSERT INTO sales (id, qty) VALUES (990001, 7)'] }, [refusal]],
    [
      'and N-1 is seen to write nothing of it',
      { up: share, statements: ['SELECT qty FROM sales', 'INSERT INTO others VALUES (990001)'] },
      [],
    ],
    ['and N-1 is seen to change another column alone', { up: share, statements: ["UPDATE sales SET name = 'a' WHERE id = 1"] }, []],
    ['a number that nobody has', { up: 'ALTER TABLE sales ADD cents bigint GENERATED ALWAYS AS (total * 100) STORED' }, []],
    [
      'a stored view, which is computed when somebody asks',
      { up: 'CREATE MATERIALIZED VIEW shares AS SELECT 100 / qty AS share FROM sales' },
      [],
    ],
  ])('%s', async (_, one, expected) => {
    const { stop, others } = await told({ before: sales, ...one });
    expect([stop?.split(' ').slice(0, 3).join(' '), others]).toEqual(['note breaks-if-used unused', expected]);
  });
});

describe('a row stops a migration for good', () => {
  it.each<[string, Omit<Case, 'before'> & Partial<Case>, string]>([
    [
      'a row of the seed',
      { up: plusOne, seed: 'INSERT INTO owners VALUES (77); INSERT INTO cfg (owner, v) VALUES (77, 2147483647)' },
      'error breaks - 22003 -',
    ],
    ['any row', { up: 'UPDATE cfg SET v = v + 2147483647 WHERE v > 0' }, 'error breaks - 22003 -'],
    [
      'an ordinary row, by NOT NULL',
      { before: 'CREATE TABLE names (id int PRIMARY KEY, v text NOT NULL)', up: "UPDATE names SET v = nullif(trim(v), '')" },
      'error breaks - 23502 -',
    ],
    [
      'an ordinary row, by a check',
      { up: 'ALTER TABLE cfg ADD q int NOT NULL DEFAULT 0 CHECK (q >= 0); UPDATE cfg SET q = q - 1' },
      'error breaks - 23514 -',
    ],
    ['any row, by division', { up: 'UPDATE cfg SET v = v / 0' }, 'error breaks - 22012 -'],
  ])('%s', async (_, one, stop) => {
    expect(await told(one)).toMatchObject({ stop });
  });
});
