import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError, placeText, type Problem } from '../../../src/core/error.ts';
import { splitScript } from '../../../src/storage/engines/postgres/script.ts';
import { statementLogSettings } from '../../../src/storage/engines/postgres/statement-log.ts';
import { insertRows } from '../../../src/storage/rows/insert-rows.ts';
import { rowsFor } from '../../../src/storage/rows/rows.ts';
import { queriesIn, readQueries } from '../../../src/storage/statements/files.ts';
import { readLogged, readStatStatements } from '../../../src/storage/statements/logged.ts';
import { kindOf, type Query } from '../../../src/storage/statements/query.ts';
import { resolveQueries } from '../../../src/storage/statements/resolve.ts';
import { rowsOf, type Store, type Stores, stores } from '../ground.ts';

let at: Stores;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), 'drill-statements-'));
beforeAll(async () => {
  at = await stores({ ...statementLogSettings, shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_utility': 'off' });
  store = await at.with(`
    CREATE EXTENSION pg_stat_statements;
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE orders (id bigint PRIMARY KEY, note text, total numeric(10,2), mood mood, tags text[], data jsonb, gone int, at timestamptz DEFAULT now());
    CREATE TABLE lines (id serial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, what text);
    CREATE TABLE audit (id serial PRIMARY KEY, said text, more text);
    CREATE TABLE events (at date NOT NULL, what text, more text) PARTITION BY RANGE (at);
    CREATE TABLE events_a PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    CREATE VIEW open_orders AS SELECT id, note FROM orders WHERE gone IS NULL;
    CREATE FUNCTION first_line(bigint) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT what FROM lines WHERE order_id = $1 LIMIT 1); END $$;
    CREATE FUNCTION add_line(bigint) RETURNS void LANGUAGE sql AS $$ INSERT INTO lines (order_id) VALUES ($1) $$;
    CREATE FUNCTION lines_of(bigint) RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM lines$$;
    CREATE FUNCTION any_table(name text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM %I', name) INTO n; RETURN n; END $$;
    CREATE FUNCTION note_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (said) VALUES (NEW.what); RETURN NEW; END $$;
    CREATE TRIGGER note_down AFTER INSERT ON lines FOR EACH ROW EXECUTE FUNCTION note_down();`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store[Symbol.asyncDispose]();
  await at[Symbol.asyncDispose]();
});

const write = (files: Readonly<Record<string, string>>): string => {
  const path = mkdtempSync(join(folder, 'case-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
};

const query = (text: string): Query => ({ text, name: 'q', origin: 'captured', times: 1 });
const problemsOf = async (doing: Promise<unknown>, below: string): Promise<string[]> => {
  const error = await doing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DrillError)) throw error ?? new Error('nothing was thrown');
  return error.problems.map(
    ({ code, what, at: place }) => `${place ? `${placeText(place).replace(`${below}/`, '')} ` : ''}${code}: ${what.replaceAll(below, '')}`,
  );
};

describe('a statement touches', () => {
  const orders = (...names: string[]): string[] => ['table public.orders', ...names.map((name) => `column public.orders.${name}`)];
  const lines = (...names: string[]): string[] => ['table public.lines', ...names.map((name) => `column public.lines.${name}`)];
  const audited = ['function public.note_down()', 'table public.audit', 'column public.audit.said'];
  it.each<[string, string, readonly string[] | 'what cannot be told']>([
    ['nothing, which is not the same as what cannot be told', 'SELECT 1', ['nothing of the store']],
    ['a table alone', 'SELECT count(*) FROM orders', orders()],
    ['all columns of a star', 'SELECT * FROM lines', lines('id', 'order_id', 'what')],
    [
      'columns of conditions, joins and parameters, also where the plan needs them not',
      'SELECT o.id AS a, o.id AS b FROM orders o LEFT JOIN lines l ON l.id = o.id WHERE o.note = $1 AND false LIMIT $2',
      [...orders('id', 'note'), ...lines('id')],
    ],
    ['whole rows by all columns', 'SELECT row_to_json(l) FROM lines l', lines('id', 'order_id', 'what')],
    [
      'what lies behind a view',
      'SELECT id FROM open_orders',
      ['view public.open_orders', 'column public.open_orders.id', ...orders('id', 'note', 'gone')],
    ],
    ['columns that it sets', 'UPDATE orders SET note = $1 WHERE id = $2', orders('note', 'id')],
    [
      'columns that it inserts, and no others',
      'INSERT INTO orders (id, total) VALUES ($1, $2) RETURNING note',
      orders('id', 'total', 'note'),
    ],
    [
      'columns that an upsert names',
      'INSERT INTO orders (id, note) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET total = 1',
      orders('id', 'note', 'total'),
    ],
    [
      'columns that a merge sets',
      'MERGE INTO orders o USING lines l ON l.order_id = o.id WHEN MATCHED THEN UPDATE SET gone = 1',
      [...orders('id', 'gone'), ...lines('id', 'order_id', 'what'), ...audited],
    ],
    ['types that it casts to', "SELECT 'sad'::mood", ['enum public.mood']],
    ['what a trigger on what it writes names', 'INSERT INTO lines (order_id) VALUES ($1)', [...lines('order_id', 'what'), ...audited]],
    [
      'what a function that it calls names',
      'SELECT first_line(id) FROM orders',
      [...orders('id'), 'function public.first_line(bigint)', ...lines('order_id', 'what')],
    ],
    [
      'what a function names as its last word',
      'SELECT lines_of(id) FROM orders',
      [...orders('id'), 'function public.lines_of(bigint)', ...lines('id', 'order_id', 'what')],
    ],
    [
      'partitions and their parents',
      'SELECT what FROM events_a',
      ['table public.events', 'table public.events_a', 'column public.events.what', 'column public.events_a.what'],
    ],
    ['a function that makes statements of its own', 'SELECT any_table($1)', 'what cannot be told'],
    ['text that becomes a statement', "SELECT query_to_xml('SELECT note FROM orders', true, true, '')", 'what cannot be told'],
    ['what is no query', 'CALL nothing()', 'what cannot be told'],
    ['what is prepared elsewhere', 'EXECUTE nothing(1)', 'what cannot be told'],
    ['a block', 'DO $$ BEGIN END $$', 'what cannot be told'],
    ['a table that it makes', 'SELECT id INTO TEMP made FROM lines', 'what cannot be told'],
    ['a table that it makes of rows', 'CREATE TEMP TABLE made AS SELECT id FROM lines', 'what cannot be told'],
    ['a sequence', "SELECT nextval('audit_id_seq')", ['sequence public.audit_id_seq']],
    ['a sequence that it sets', "SELECT setval('audit_id_seq', 7)", ['sequence public.audit_id_seq']],
    ['a sequence that is looked up by a text', "SELECT nextval('audit_id_seq'::text)", 'what cannot be told'],
    ['a sequence that is looked up by a parameter', 'SELECT nextval($1)', 'what cannot be told'],
    ['a sequence that is looked up by its column', "SELECT setval(pg_get_serial_sequence('audit', 'id'), 7)", 'what cannot be told'],
    ['what it empties', 'TRUNCATE ONLY public."orders", audit RESTART IDENTITY', [...orders(), 'table public.audit']],
    ['what is emptied along', 'TRUNCATE TABLE orders CASCADE', [...orders(), ...audited, 'table public.lines', 'column public.lines.what']],
    [
      'what it locks',
      'LOCK TABLE lines, open_orders IN SHARE MODE NOWAIT',
      ['table public.lines', 'view public.open_orders', ...audited, 'column public.lines.what'],
    ],
    ['nothing that it tells others', "NOTIFY orders, 'lines'", ['nothing of the store']],
    ['what it copies in', 'COPY orders (id, note) FROM STDIN WITH (FORMAT csv)', orders('id', 'note')],
    ['all columns where it names none', 'COPY lines FROM STDIN', [...lines('id', 'order_id', 'what'), ...audited]],
    ['what it copies out', 'COPY public.orders (id) TO STDOUT', orders('id')],
    [
      'what a query that it copies out touches',
      "COPY (SELECT note FROM orders WHERE mood = 'ok') TO STDOUT (HEADER)",
      [...orders('note', 'mood'), 'enum public.mood'],
    ],
    ['what it copies in under a condition', 'COPY orders (id) FROM STDIN WHERE note IS NULL', 'what cannot be told'],
    [
      'what is written inside of it',
      'WITH d AS (INSERT INTO lines (order_id) VALUES (1) RETURNING id) SELECT id FROM d',
      [...lines('id', 'order_id', 'what'), ...audited],
    ],
    [
      'triggers of what a function that it calls writes',
      'SELECT add_line($1)',
      ['function public.add_line(bigint)', ...lines('order_id', 'what'), ...audited],
    ],
  ])('%s', async (_, text, expected) => {
    const { statements } = await resolveQueries(store.connection, store.catalog, [query(text)], []);
    expect(statements.map(({ touches }) => touches)).toEqual([expected === 'what cannot be told' ? [] : expected.toSorted()]);
  });

  it('and is not run by being asked about, and leaves nothing', async () => {
    await resolveQueries(store.connection, store.catalog, [query("INSERT INTO audit (said) VALUES ('x')"), query('DELETE FROM audit')], []);
    const left = await store.connection.ask({
      text: "SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM pg_proc WHERE proname LIKE 'drill%'), (SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'drill_describes%')",
    });
    expect(left).toMatchObject({ rows: [['0', '0', '0']] });
  });
});

describe('the kind of a statement', () => {
  it.each([
    ['SELECT 1', 'select'],
    ['(SELECT 1) UNION SELECT 2', 'select'],
    ["select 'insert into x' -- delete from y", 'select'],
    ['WITH a AS (SELECT 1) SELECT * FROM a FOR UPDATE', 'select'],
    ['WITH a AS (SELECT id FROM t FOR UPDATE) UPDATE t SET x = 1 FROM a', 'update'],
    ['WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a', 'other'],
    ['SELECT * INTO x FROM t', 'other'],
    ['INSERT INTO t SELECT 1', 'insert'],
    ['INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING', 'upsert'],
    ["INSERT INTO t VALUES ('on conflict')", 'insert'],
    ['DELETE FROM t WHERE id IN (SELECT 1)', 'delete'],
    ['MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE', 'other'],
    ['COPY t TO stdout', 'other'],
  ])('%s: %s', (text, kind) => expect(kindOf(text)).toBe(kind));
});

describe('statements in files', () => {
  it('are cut apart, named by file and line, and have the parameters of their comments', async () => {
    const path = write({
      'b.sql': 'SELECT 2;',
      'a.sql': `-- reads
SELECT note FROM orders WHERE id = $1 /* ; */; -- params: [0]
BEGIN;
-- params: [12345678901234567890.12, "it's; $$", null, [1, "a,b"], {"a": [1]}, true]
-- params: [1, "", "sad", [], null, false]
SELECT $1::numeric, $2::text, $3::mood, $4::text[], $5::jsonb, $6::boolean,
  ';' || $q$ ; $q$;
COMMIT;
select 3`,
      'deep/c.sql': '-- nothing but\nSET x = 1;\nSELECT 4',
      'readme.txt': 'no SQL',
    });
    const found = await readQueries(path, splitScript);
    expect(found.map(({ name, values }) => [name, values])).toEqual([
      ['a.sql:2', ['0']],
      ['a.sql:6#1', ['12345678901234567890.12', "it's; $$", null, { json: [1, 'a,b'] }, { json: { a: [1] } }, 'true']],
      ['a.sql:6#2', ['1', '', 'sad', { json: [] }, null, 'false']],
      ['a.sql:9', undefined],
      ['b.sql:1', undefined],
      ['c.sql:3', undefined],
    ]);
  });

  it('have arrays and JSON as their server reads them', async () => {
    const path = write({
      'a.sql':
        '-- params: [["a", "b,\\"c", null], {"a": [1.50]}, [1, 2], 5]\nUPDATE orders SET tags = $1, data = $2 WHERE id = ANY ($3) OR id = $4',
    });
    const { statements } = await resolveQueries(store.connection, store.catalog, await readQueries(path, splitScript), []);
    expect(statements[0]?.values).toEqual(['{"a","b,\\"c",NULL}', '{"a":[1.5]}', '{"1","2"}', '5']);
  });

  it('that come without parameters get those of rows that are there', async () => {
    const { connection, catalog } = store;
    const { placed } = await insertRows(connection, catalog, rowsFor(catalog, { seed: 1, perTable: 4 }), { seed: 1, keep: false });
    const texts = [
      'SELECT * FROM orders WHERE id = $1 AND note <> $2 LIMIT $3',
      'INSERT INTO orders (id, note, mood) VALUES ($1, $2, $3)',
      'SELECT id FROM orders WHERE id = ANY ($1)',
      'SELECT first_line($1)',
    ];
    const { statements } = await resolveQueries(connection, catalog, texts.map(query), placed);
    const row = placed.find(({ table }) => table === 'public.orders');
    const value = (name: string): string => row?.values[row.columns.indexOf(name)] ?? '';
    expect(statements.map(({ values }) => values)).toEqual([
      [value('id'), value('note'), '1'],
      [value('id'), value('note'), value('mood')],
      [`{"${value('id')}"}`],
      [value('id')],
    ]);
  });
});

describe('bad captured statements are refused', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a folder without any', {}, ['statements/none: there is no statement in ']],
    ['files that hold none', { 'a.sql': '-- nothing\nBEGIN; COMMIT;' }, ['statements/none: there is no statement in ']],
    [
      'syntax errors, columns and tables that are not there: all of them, each at its place',
      { 'a.sql': 'SELECT 1;\nSELECT id,\n  nope FROM orders;\nSELEC 2;', 'b.sql': '\n  SELECT * FROM nobody' },
      [
        'a.sql:3:3 statements/refused: the store of N-1 does not understand the statement: column "nope" does not exist (42703)',
        'b.sql:2:17 statements/refused: the store of N-1 does not understand the statement: relation "nobody" does not exist (42P01)',
      ],
    ],
    ['a quote that is not closed', { 'a.sql': "SELECT 1;\nSELECT 'x" }, ["a.sql:2:8 sql/not-closed: what 'x begins is not closed"]],
    ['a command of psql', { 'a.sql': '\\d orders' }, ['a.sql:1:1 sql/psql-command: \\d orders is a command of psql, not SQL']],
    [
      'rows of a COPY, which nobody sends again',
      { 'a.sql': 'COPY orders FROM stdin;\n1\n\\.\n' },
      ['a.sql:1:1 statements/copy: COPY … FROM stdin asks for rows that nobody sends when it is asked again'],
    ],
    [
      'parameters that are no list',
      { 'a.sql': '-- params: 1, 2\nSELECT $1::int' },
      ['a.sql:1:1 statements/params: the parameters are no JSON array: 1, 2'],
    ],
    [
      'parameters of no statement',
      { 'a.sql': 'SELECT 1;\n-- params: [1]\n' },
      ['a.sql:2:1 statements/params: these parameters have no statement after them'],
    ],
    [
      'too few parameters',
      { 'a.sql': '-- params: [1]\nSELECT $1::int + $2::int' },
      ['a.sql:2:1 statements/params: the statement has 2 parameters, and is given 1'],
    ],
    [
      'too many parameters',
      { 'a.sql': '-- params: [1, 2]\nSELECT $1::int' },
      ['a.sql:2:1 statements/params: the statement has 1 parameter, and is given 2'],
    ],
    [
      'parameters of another type',
      { 'a.sql': '-- params: ["x", "glad"]\nSELECT * FROM orders WHERE id = $1 AND mood = $2' },
      [
        'a.sql:2:1 statements/params: $1 is no bigint: invalid input syntax for type bigint: "x" (22P02)',
        'a.sql:2:1 statements/params: $2 is no public.mood: invalid input value for enum mood: "glad" (22P02)',
      ],
    ],
  ])('%s', async (_, files, expected) => {
    const path = write(files);
    const doing = readQueries(path, splitScript).then((queries) => resolveQueries(store.connection, store.catalog, queries, []));
    expect(await problemsOf(doing, path)).toEqual(expected);
  });

  it.each([
    ['a COPY of a list is asked with no row', 'COPY orders FROM stdin', [], 1],
    ['rows behind it are refused', 'COPY orders FROM stdin;\n1\n\\.\n', ['statements/copy'], 0],
  ])('%s', (_, text, codes, found) => {
    const problems: Problem[] = [];
    expect(queriesIn(text, 'statement 1', splitScript, problems, true)).toHaveLength(found);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  it('a path that is not there, and one that may not be read', async () => {
    const path = write({ 'a.sql/b.sql': 'SELECT 1' });
    expect(await problemsOf(readQueries(join(path, 'no'), splitScript), path)).toEqual([
      "statements/unreadable: cannot read the statements in /no: ENOENT: no such file or directory, stat '/no'",
    ]);
    expect(await problemsOf(readQueries(path, splitScript), path)).toEqual([
      'statements/unreadable: cannot read the statements in /a.sql: EISDIR: illegal operation on a directory, read',
    ]);
  });
});

describe('statements of a server’s log', () => {
  it('are those that were asked, with their parameters, each once', async () => {
    await using other = await at.with('CREATE TABLE things (id int PRIMARY KEY, name text, seen timestamptz)');
    const { connection, catalog } = other;
    const texts: [string, (string | null)[]?][] = [
      ["INSERT INTO things (id, name, seen) VALUES ($1, $2, '2024-01-01')", ['1', "O'Reilly, $2 = 'x'\n"]],
      ['SELECT name FROM things WHERE id = $1', ['1']],
      ['SELECT name FROM things WHERE id = $1', ['2']],
      ['SELECT name FROM things WHERE id = $1', ['1']],
      ['UPDATE things SET name = $1 WHERE id = 1', [null]],
      ["BEGIN; DELETE FROM things WHERE name = ';'; COMMIT"],
      ['SELECT nope FROM things'],
    ];
    for (const [text, values] of texts) await connection.ask({ text, ...(values && { values }) });
    const [[name] = []] = await rowsOf(connection, 'SELECT current_database()');
    const queries = await readLogged(at.statementLog, { database: name ?? '', split: splitScript });
    const asked = queries.filter(({ text }) => text.includes('things') && !text.includes('CREATE'));
    expect(asked.map(({ text, values, times }) => [text, values, times])).toEqual([
      ["INSERT INTO things (id, name, seen) VALUES ($1, $2, '2024-01-01')", ['1', "O'Reilly, $2 = 'x'\n"], 1],
      ['SELECT name FROM things WHERE id = $1', ['1'], 2],
      ['SELECT name FROM things WHERE id = $1', ['2'], 1],
      ['UPDATE things SET name = $1 WHERE id = 1', [null], 1],
      ["DELETE FROM things WHERE name = ';'", [], 1],
      ['SELECT nope FROM things', [], 1],
    ]);
    const { statements, unresolved } = await resolveQueries(connection, catalog, asked, []);
    expect([statements.length, unresolved.map(({ text, why }) => [text, why])]).toEqual([
      5,
      [['SELECT nope FROM things', 'the store of N-1 does not understand the statement: column "nope" does not exist (42703)']],
    ]);
  });

  it('are read from csvlog as well', async () => {
    const line = (message: string, detail: string): string =>
      `2024-01-01 00:00:00.000 UTC,"me","shop",1,"127.0.0.1:1",65a.1,1,"SELECT",2024-01-01 00:00:00 UTC,3/4,0,LOG,00000,"${message.replaceAll('"', '""')}","${detail}",,,,,,,,"app","client backend",,0`;
    const path = write({
      'pg.csv': `${line('execute <unnamed>: SELECT "a"\nFROM t WHERE b = $1', "parameters: $1 = 'x, ''y'''")}\n${line('connection authorized', '')}\n${line('statement: SELECT 1', '')}\n`,
    });
    const queries = await readLogged(join(path, 'pg.csv'), { database: 'shop', split: splitScript });
    expect(queries.map(({ name, text, values }) => [name, text, values])).toEqual([
      ['pg.csv:1', 'SELECT "a"\nFROM t WHERE b = $1', ["x, 'y'"]],
      ['pg.csv:4', 'SELECT 1', []],
    ]);
  });

  it.each<[string, string, string[]]>([
    [
      'is of the plain form',
      '2024-01-01 LOG:  statement: SELECT 1\n',
      ['log:1:1 statements/log: the log cannot be read: it is neither jsonlog nor csvlog'],
    ],
    [
      'is half JSON',
      '{"message":"statement: SELECT 1"}\nnonsense\n{}\n',
      ['log:2:1 statements/log: the log cannot be read: it is not an object of jsonlog'],
    ],
    ['has no statement', '{"message":"ready"}\n', ['statements/none: no statement was logged in /log']],
    ['is empty', '', ['statements/none: no statement was logged in /log']],
    ['is another database’s', '{"dbname":"other","message":"statement: SELECT 1"}\n', ['statements/none: no statement was logged in /log']],
  ])('are refused where it %s', async (_, log, expected) => {
    const path = write({ log });
    expect(await problemsOf(readLogged(join(path, 'log'), { database: 'shop', split: splitScript }), path)).toEqual(expected);
  });

  it('of pg_stat_statements have no parameters: they are prepared, and no more', async () => {
    await store.connection.ask({ text: 'SELECT note FROM orders WHERE id = 7 AND total > 3' });
    const queries = (await readStatStatements(store.connection)).filter(({ text }) => text.includes('note FROM orders WHERE id'));
    const { statements } = await resolveQueries(store.connection, store.catalog, queries, []);
    expect(statements.map(({ origin, text, values, touches }) => [origin, text, values, touches])).toEqual([
      [
        'prepared-only',
        'SELECT note FROM orders WHERE id = $1 AND total > $2',
        [],
        ['column public.orders.id', 'column public.orders.note', 'column public.orders.total', 'table public.orders'],
      ],
    ]);
    await using bare = await at.with('CREATE TABLE t (n int)');
    expect(await problemsOf(readStatStatements(bare.connection), '')).toEqual([
      'statements/pg-stat-statements: cannot read pg_stat_statements: relation "pg_stat_statements" does not exist',
    ]);
  });
});
