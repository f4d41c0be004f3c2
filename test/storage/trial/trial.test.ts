import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TYPE status AS ENUM ('new', 'paid');
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, note text);
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL REFERENCES customers,
    status status NOT NULL DEFAULT 'new', total numeric(10,2) NOT NULL CHECK (total >= 0), at timestamptz NOT NULL DEFAULT now());
  CREATE VIEW paid AS SELECT id, total FROM orders WHERE status = 'paid';`;

const told = ({ rule, severity, object, cells }: Finding): unknown[] => [rule, severity, object, cells];
const later = { mixed: 'breaks-if-used', rollback: 'breaks-if-used' };
const note = 'column public.customers.note';

describe('a migration and what N-1 gets from it', () => {
  it.each<[string, Omit<Case, 'before'>, string, unknown[][]]>([
    ['a column added: nothing', { up: 'ALTER TABLE customers ADD COLUMN phone text' }, 'pass', []],
    [
      'an index built beside traffic: nothing but what is left of it when it is killed',
      { up: 'CREATE INDEX CONCURRENTLY i ON orders (at)' },
      'pass',
      [['storage/index-left-invalid', 'note', 'index public.i', {}]],
    ],
    [
      'a new table that refers to an old one: a note, for rows that N-1 deletes',
      { up: 'CREATE TABLE x (o bigint PRIMARY KEY REFERENCES orders)' },
      'pass',
      [['storage/reference-added', 'note', 'constraint public.x.x_o_fkey', later]],
    ],
    ['a varchar that got longer: nothing to fear', { up: 'ALTER TABLE customers ALTER note TYPE text' }, 'pass', []],
    ['a column dropped', { up: 'ALTER TABLE customers DROP COLUMN note' }, 'fail', [['storage/column-dropped', 'error', note, later]]],
    [
      'a column dropped and another one added is no rename',
      { up: 'ALTER TABLE customers DROP COLUMN note, ADD COLUMN phone text' },
      'fail',
      [['storage/column-dropped', 'error', note, later]],
    ],
    [
      'a column dropped that nobody was seen to touch',
      {
        up: 'ALTER TABLE customers DROP COLUMN note',
        statements: ['SELECT email FROM customers', 'INSERT INTO customers (email) VALUES ($1)'],
      },
      'pass',
      [['storage/column-dropped', 'note', note, later]],
    ],
    [
      'a column dropped that somebody was seen to read',
      {
        up: 'ALTER TABLE customers DROP COLUMN note',
        statements: ['SELECT email FROM customers', 'SELECT note FROM customers WHERE id = 1'],
      },
      'fail',
      [['storage/column-dropped', 'error', note, { mixed: 'breaks', rollback: 'breaks' }]],
    ],
    [
      'a default changed',
      { up: `ALTER TABLE orders ALTER status SET DEFAULT 'paid'` },
      'fail',
      [['storage/column-default-changed', 'error', 'column public.orders.status', later]],
    ],
    [
      'a default changed that every captured insert does without',
      {
        up: `ALTER TABLE orders ALTER status SET DEFAULT 'paid'`,
        statements: [`-- params: ["1", "new", "5"]\nINSERT INTO orders (customer, status, total) VALUES ($1, $2, $3)`],
      },
      'pass',
      [['storage/column-default-changed', 'note', 'column public.orders.status', later]],
    ],
    [
      'a label added to an enum',
      { up: `ALTER TYPE status ADD VALUE 'sent'` },
      'pass',
      [['storage/enum-value-added', 'note', 'enum public.status', later]],
    ],
    [
      'NOT NULL where rows are NULL stops the migration, and is one finding',
      { up: 'ALTER TABLE customers ALTER note SET NOT NULL' },
      'fail',
      [['storage/column-not-null-set', 'error', note, { rollout: 'breaks-if-used', ...later }]],
    ],
    [
      'a unit changed: no catalog tells, the rows do',
      { up: 'UPDATE orders SET total = total / 10' },
      'fail',
      [['storage/result-differs', 'error', 'table public.orders', later]],
    ],
    [
      'NULLs filled: a note',
      { up: `UPDATE customers SET note = '' WHERE note IS NULL` },
      'pass',
      [['storage/result-differs', 'note', 'table public.customers', later]],
    ],
    [
      'rows that come by it: a note',
      { up: `INSERT INTO customers (email) VALUES ('somebody@example.org')` },
      'pass',
      [['storage/result-differs', 'note', 'table public.customers', later]],
    ],
    [
      'rows that it deletes: one finding, also where a view shows them',
      { up: 'DELETE FROM orders WHERE id > 3' },
      'fail',
      [['storage/result-differs', 'error', 'table public.orders', later]],
    ],
    ['a grant to a role that nobody made: nothing', { up: 'GRANT SELECT ON customers TO reader' }, 'pass', []],
    [
      'a statement with * that was kept prepared',
      { up: 'ALTER TABLE customers ADD COLUMN phone text', statements: ['SELECT * FROM customers'] },
      'pass',
      [['storage/cached-plan', 'note', 'column public.customers.phone', { mixed: 'breaks-if-used' }]],
    ],
  ])('%s', async (_, one, verdict, findings) => {
    const trial = await at.of({ before, ...one });
    expect([judgeMigration(trial).outcome, trial.findings.map(told)]).toEqual([verdict, findings]);
  });

  it('shows the statement, the server’s words and who says so', async () => {
    const { findings } = await at.of({ before, up: 'ALTER TABLE customers DROP COLUMN note' });
    expect(findings[0]?.witness).toEqual({
      kind: 'statement',
      confirmedBy: at.server.name,
      value: {
        statement: 'SELECT id, email, note FROM public.customers WHERE id = $1',
        values: ['1'],
        origin: 'generated',
        on: 'schema N',
        error: { code: '42703', message: 'column "note" does not exist' },
      },
    });
  });

  it('shows a row that N wrote, where N-1 has never seen such a value', async () => {
    const { findings } = await at.of({ before, up: `ALTER TYPE status ADD VALUE 'sent'` });
    expect(findings[0]?.witness).toMatchObject({
      kind: 'row',
      value: { table: 'public.orders', column: 'status', row: { status: 'sent' } },
    });
  });

  it('tries what a role was granted, as that role', async () => {
    const { findings } = await at.of({
      before: `${before} GRANT SELECT, INSERT ON customers TO app;`,
      up: 'REVOKE INSERT ON customers FROM app',
    });
    expect(findings.map(told)).toEqual([['storage/grant-revoked', 'error', 'grant table public.customers to app', later]]);
    expect(findings[0]?.witness?.value).toMatchObject({ on: 'schema N, as app', error: { code: '42501' } });
  });

  it('asks N’s statements of schema N-1 where the migration comes after the code', async () => {
    const up = 'ALTER TABLE customers ADD COLUMN phone text';
    const [early, late] = [await at.of({ before, up }), await at.of({ before, up, migrate: 'after' })];
    expect([early.cells.mixed.state, late.cells.mixed.state === 'holds']).toEqual(['holds', false]);
    expect(JSON.stringify(late.findings[0]?.witness?.value)).toContain('"on":"schema N-1"');
  });
});

describe('nothing is a pass that was not exercised', () => {
  it.each<[string, Case, string]>([
    ['no table', { before: '', up: 'SELECT 1' }, 'neither version has a statement that its own schema accepts'],
    ['no table of N-1', { before: '', up: 'CREATE TABLE t (a int)' }, 'N-1 has no table'],
    [
      'a statement that is none',
      { before: 'CREATE TABLE t (a int)', up: 'ALTER TABLE t ADD b int', statements: ['selec 1'] },
      'selec 1: syntax error at or near "selec"',
    ],
    [
      'a table that takes no row',
      { before: 'CREATE TABLE t (a int NOT NULL CHECK (a > 1 AND a < 1))', up: 'ALTER TABLE t ADD COLUMN b int' },
      'not one row could be placed',
    ],
  ])('%s', async (_, one, why) => {
    const { outcome, reasons } = judgeMigration(await at.of(one));
    expect([outcome, reasons[0]?.what]).toEqual(['inconclusive', expect.stringContaining(why)]);
  });
});

describe('the way back by the down migration', () => {
  const up = 'ALTER TABLE customers ADD COLUMN phone text';
  it.each<[string, Omit<Case, 'before'>, unknown[]]>([
    ['the mirror: nothing of N-1 is lost', { up, down: 'ALTER TABLE customers DROP COLUMN phone' }, ['equal', 0, 'equal', []]],
    ['an empty one', { up, down: '' }, ['differs', 0, 'failed', ['storage/down-schema-differs']]],
    ['one that does nothing and says success', { up, down: 'SELECT 1' }, ['differs', 0, 'failed', ['storage/down-schema-differs']]],
    [
      'one that deletes rows of N-1',
      { up, down: 'DELETE FROM orders; ALTER TABLE customers DROP COLUMN phone' },
      ['equal', 15, 'equal', ['storage/down-loses-rows', 'storage/down-loses-new-rows']],
    ],
    [
      'one that brings a dropped column back empty',
      { up: 'ALTER TABLE customers DROP COLUMN note', down: 'ALTER TABLE customers ADD COLUMN note text' },
      ['equal', 23, 'equal', ['storage/column-dropped', 'storage/down-loses-rows']],
    ],
    [
      'one that cannot take what N wrote',
      { up: 'ALTER TABLE customers ALTER email DROP NOT NULL', down: 'ALTER TABLE customers ALTER email SET NOT NULL' },
      ['equal', 0, 'equal', ['storage/column-not-null-dropped', 'storage/down-failed']],
    ],
    [
      'one that leaves something behind',
      { up: `${up}; CREATE TABLE extra (a int)`, down: 'ALTER TABLE customers DROP COLUMN phone' },
      ['differs', 0, 'failed', ['storage/down-schema-differs']],
    ],
  ])('%s', async (_, one, expected) => {
    const { down, findings } = await at.of({ before, ...one });
    expect([down?.catalog, down?.oldRows.harmed, down?.again, findings.map(({ rule }) => rule)]).toEqual(expected);
  });

  it('counts by column what N wrote and what became of it, and shows a row', async () => {
    const { down, wayBack } = await at.of({ before, up, down: 'ALTER TABLE customers DROP COLUMN phone' });
    const phone = down?.columns.find(({ column }) => column === 'phone');
    expect([phone?.kept, phone?.changed, phone?.lost, phone?.shown?.is]).toEqual([0, 0, down?.lost, undefined]);
    expect(down?.lost).toBeGreaterThan(0);
    expect(wayBack).toMatch(
      /^N-1 can come back on the schema that N leaves; the down migration brings it back in .*, and \d+ values that N wrote are lost, all in what only N knows$/,
    );
  });

  it('names the point of no return', async () => {
    const { wayBack } = await at.of({ before, up: 'ALTER TABLE customers DROP COLUMN note' });
    expect(wayBack).toBe(
      'N-1 cannot come back on the schema that N leaves, and there is no down migration: this is the point of no return',
    );
  });
});
