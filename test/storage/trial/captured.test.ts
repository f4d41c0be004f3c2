import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeMigration } from '../../../src/verdict/migration.ts';
import { type Case, type Trials, trials } from './server.ts';

// What captured statements rest on is told, and only what not one of them may touch is ruled out.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = `
  CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL, note text);
  CREATE TABLE visits (id bigint PRIMARY KEY, customer bigint);
  CREATE VIEW notes AS SELECT note FROM customers;`;
const log = (...texts: string[]): string => texts.map((text) => JSON.stringify({ message: `statement: ${text}` })).join('\n');
const drop = 'ALTER TABLE customers DROP COLUMN note CASCADE';
const dropVisits = 'DROP TABLE visits';
const behindView = 'ALTER TABLE visits RENAME TO stays; CREATE VIEW visits AS SELECT * FROM stays';

describe('what is ruled out by captured statements', () => {
  it.each<[string, Omit<Case, 'before'>, string]>([
    ['a column that none touches', { up: dropVisits, log: log('SELECT email FROM customers') }, 'pass'],
    [
      'not a COPY into what became a view',
      { up: behindView, log: log('SELECT id FROM visits', 'COPY visits (id, customer) FROM STDIN') },
      'fail',
    ],
    ['an INSERT into it', { up: behindView, log: log('SELECT id FROM visits', 'INSERT INTO visits VALUES (77777, 1)') }, 'pass'],
    [
      'not a COPY into what takes no row any more',
      {
        up: 'CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION $e$no$e$; END $$; CREATE TRIGGER no BEFORE INSERT ON visits EXECUTE FUNCTION no()',
        log: log('SELECT id FROM visits', 'COPY visits (id, customer) FROM STDIN'),
      },
      'fail',
    ],
    ['not what one touches', { up: dropVisits, log: log('SELECT email FROM customers', 'SELECT id FROM visits') }, 'fail'],
    [
      'not what a cursor reads',
      {
        up: dropVisits,
        log: log(
          'SELECT email FROM customers',
          'DECLARE "_curs 1" NO SCROLL CURSOR WITH HOLD FOR SELECT id FROM visits',
          'FETCH ALL FROM "_curs 1"',
        ),
      },
      'fail',
    ],
    [
      'what a cursor does not read',
      { up: dropVisits, log: log('DECLARE c CURSOR FOR SELECT email FROM customers', 'FETCH ALL FROM c', 'CLOSE c') },
      'pass',
    ],
    [
      'not what is explained',
      { up: dropVisits, log: log('SELECT email FROM customers', 'EXPLAIN (ANALYZE, FORMAT json) SELECT id FROM visits') },
      'fail',
    ],
    [
      'what something else that is explained leaves alone',
      { up: dropVisits, log: log('EXPLAIN ANALYZE SELECT email FROM customers') },
      'pass',
    ],
    [
      'not what one names that the store does not understand',
      { up: dropVisits, log: log('SELECT email FROM customers', 'SELECT v.id FROM visits v JOIN shadow s ON s.id = v.id') },
      'fail',
    ],
    [
      'what one leaves alone that the store does not understand',
      { up: dropVisits, log: log('SELECT email FROM customers', 'SELECT a FROM shadow') },
      'pass',
    ],
    [
      'nothing where one that is not understood speaks of a view',
      { up: drop, log: log('SELECT email FROM customers', 'SELECT n.note FROM notes n JOIN shadow USING (id)') },
      'fail',
    ],
    [
      'a table that what is emptied and copied leaves alone',
      {
        up: dropVisits,
        log: log('TRUNCATE customers', 'COPY customers FROM STDIN', 'COPY (SELECT email FROM customers) TO STDOUT', 'NOTIFY visits'),
      },
      'pass',
    ],
    ['not one that is emptied', { up: dropVisits, log: log('SELECT email FROM customers', 'TRUNCATE visits') }, 'fail'],
    [
      'not one into which rows are copied',
      { up: dropVisits, log: log('SELECT email FROM customers', 'COPY visits (id) FROM STDIN') },
      'fail',
    ],
    [
      'nothing where it is not told what a copy touches',
      { up: dropVisits, log: log('SELECT email FROM customers', 'COPY customers (id) FROM STDIN WHERE note IS NULL') },
      'fail',
    ],
    ['not one that is locked', { up: dropVisits, log: log('SELECT email FROM customers', 'LOCK TABLE visits') }, 'fail'],
    [
      'values that a down does not bring back, of a column that none touches',
      {
        up: 'ALTER TABLE customers DROP COLUMN note CASCADE',
        down: 'ALTER TABLE customers ADD COLUMN note text; CREATE VIEW notes AS SELECT note FROM customers',
        log: log('SELECT email FROM customers'),
      },
      'pass',
    ],
    [
      'not rows that a down deletes from a table that one touches',
      { up: 'SELECT 1', down: 'DELETE FROM customers', log: log('SELECT email FROM customers') },
      'fail',
    ],
    [
      'not values that a down changes and one reads',
      { up: 'SELECT 1', down: "UPDATE customers SET email = ''", log: log('SELECT email FROM customers') },
      'fail',
    ],
    [
      'but values that it changes and none reads',
      { up: 'SELECT 1', down: "UPDATE customers SET note = 'x'", log: log('SELECT email FROM customers') },
      'pass',
    ],
    [
      'nothing of these where one cannot be told',
      { up: 'SELECT 1', down: "UPDATE customers SET note = 'x'", log: log('SELECT email FROM customers', 'DO $$ BEGIN END $$') },
      'fail',
    ],
  ])('%s', async (_, one, verdict) => {
    const trial = await at.of({ before, ...one });
    expect(judgeMigration(trial).outcome).toBe(verdict);
  });
});

describe('what captured statements cover', () => {
  it('is told by table and column, with what is prepared, refused, and cannot be told', async () => {
    const { captured } = await at.of({
      before,
      up: 'ALTER TABLE customers ADD COLUMN phone text',
      log: log(
        'SELECT email FROM customers WHERE id = 1',
        'SELECT 1 / (SELECT count(*) FROM customers WHERE id IS NULL)',
        'SELECT a FROM shadow',
        'DO $$ BEGIN END $$',
      ),
      newStatements: ['SELECT phone FROM customers', 'SELECT customer FROM visits'],
    });
    expect(captured).toEqual([
      {
        of: 'N-1',
        statements: 4,
        asked: 2,
        prepared: 0,
        refused: 2,
        untold: 1,
        tables: [{ table: 'public.customers', touched: ['email', 'id'], untouched: ['note'] }],
        untouched: ['public.visits'],
      },
      {
        of: 'N',
        statements: 2,
        asked: 2,
        prepared: 0,
        refused: 0,
        untold: 0,
        tables: [
          { table: 'public.customers', touched: ['phone'], untouched: ['email', 'id', 'note'] },
          { table: 'public.visits', touched: ['customer'], untouched: ['id'] },
        ],
        untouched: [],
      },
    ]);
  });

  it('counts what a dump of pg_stat_statements says as prepared alone', async () => {
    const dump = 'calls,query\n7,"SELECT email\nFROM customers WHERE id = $1"\n2,BEGIN\n1,SELECT count(*) FROM customers\n';
    const trial = await at.of({ before, up: drop, log: dump });
    expect([trial.captured?.map(({ asked, prepared }) => [asked, prepared]), trial.findings.map(({ use }) => use?.state)]).toEqual([
      [[0, 2]],
      ['ruled-out', 'ruled-out'],
    ]);
  });

  it('N’s own statements are refused by what they name, where its schema does not have it', async () => {
    await expect(at.of({ before, up: drop, newStatements: ['SELECT note FROM customers'] })).rejects.toThrow(
      'the store of N does not understand the statement: column "note" does not exist',
    );
  });
});

describe('rows of which nobody has said which come first', () => {
  const parts = 'CREATE TABLE parts (id int PRIMARY KEY, name text, kind int, at int)';
  const seed = "INSERT INTO parts SELECT i, 'part ' || i, i % 3, i FROM generate_series(101, 130) i";
  const elsewhere = 'UPDATE parts SET name = name WHERE id < 115';
  const renamed = "UPDATE parts SET name = name || 'x'";

  it.each<[string, string, string, string | undefined]>([
    ['any few of them', elsewhere, 'SELECT id, name FROM parts LIMIT 5', undefined],
    ['any few that are taken for oneself', elsewhere, 'SELECT id FROM parts WHERE kind = 1 LIMIT 1 FOR UPDATE SKIP LOCKED', undefined],
    ['any of them within', elsewhere, 'SELECT id FROM parts WHERE kind IN (SELECT kind FROM parts LIMIT 1)', undefined],
    ['any of them changed', elsewhere, "UPDATE parts SET name = 'x' WHERE id = (SELECT id FROM parts WHERE kind = 1 LIMIT 1)", undefined],
    ['alike in what orders them', elsewhere, 'SELECT id, name FROM parts ORDER BY kind', undefined],
    ['the first of those that are alike', elsewhere, 'SELECT id FROM parts ORDER BY kind LIMIT 3', undefined],
    ['in one value', elsewhere, 'SELECT array_agg(id) FROM parts', undefined],
    ['any few, and they are others', renamed, 'SELECT id, name FROM parts LIMIT 5', 'name'],
    ['the first of those that are alike, and they are others', renamed, 'SELECT id, name FROM parts ORDER BY kind LIMIT 3', 'name'],
    [
      'all in order, and that is another',
      'UPDATE parts SET at = -at',
      'SELECT id FROM parts WHERE id > 100 ORDER BY at, id',
      'the same rows come in another order',
    ],
    [
      'the first in order, and they are others',
      'UPDATE parts SET at = -at',
      'SELECT id FROM parts WHERE id > 100 ORDER BY at, id LIMIT 3',
      'the same rows come in another order',
    ],
  ])('%s', async (_, up, text, expected) => {
    const { findings } = await at.of({ before: parts, seed, up, log: log(text) });
    const told = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, what }) => [rule, /on schema N: ([^:]*)/.exec(what)?.[1]]);
    expect(told).toEqual(expected === undefined ? [] : [['storage/result-differs', expected]]);
  });
});

describe('a row that is read as a whole, once its table has one more column', () => {
  const one = 'CREATE TABLE t (id int PRIMARY KEY, a text, n numeric)';
  const seed = "INSERT INTO t VALUES (700, 'a', 1.50)";
  const added = "ALTER TABLE t ADD b text DEFAULT 'b'";

  it.each<[string, string, string, string[]]>([
    ['as a document: whoever reads it by its members does not notice', added, 'SELECT to_jsonb(t) FROM t WHERE id = 700', ['note']],
    ['as many documents in one', added, "SELECT json_build_object('all', json_agg(t)) FROM t WHERE id = 700", ['note']],
    ['as a document whose values are others', `${added}; UPDATE t SET a = 'x'`, 'SELECT to_jsonb(t) FROM t WHERE id = 700', ['error']],
    ['as a document that has a member less', 'ALTER TABLE t DROP n', 'SELECT to_jsonb(t) FROM t WHERE id = 700', ['error']],
    ['as a row: its parts are told apart by their place', added, 'SELECT t FROM t WHERE id = 700', ['error']],
  ])('%s', async (_, up, text, severities) => {
    const { findings } = await at.of({ before: one, seed, up, statements: [text] });
    const shown = findings.filter(
      ({ rule, witness }) => !rule.includes('cached') && JSON.stringify(witness ?? '').includes('"difference"'),
    );
    expect(shown.map(({ severity }) => severity)).toEqual(severities);
  });
});
