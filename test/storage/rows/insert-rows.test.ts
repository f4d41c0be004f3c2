import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRows, type Placement } from '../../../src/storage/rows/insert-rows.ts';
import { anyRows, rowsFor, usualRows } from '../../../src/storage/rows/rows.ts';
import { rowsOf, type Store, type Stores, stores } from '../ground.ts';
import { allTypes } from './all-types.ts';

let at: Stores;
beforeAll(async () => {
  at = await stores();
});
afterAll(() => at[Symbol.asyncDispose]());

const fill = ({ connection, catalog }: Store, perTable: number, seed = 1): Promise<Placement> =>
  insertRows(connection, catalog, rowsFor(catalog, { seed, perTable }), { seed });

const filled = ({ tables }: Placement): Record<string, number | string> =>
  Object.fromEntries(tables.map(({ table, rows, why }) => [table.replace('public.', ''), why ?? rows]));

describe('rows of every type', () => {
  it('hold every boundary value, as the server has them, in the first forty rows', async () => {
    await using store = await at.with(allTypes);
    const placement = await fill(store, 40);
    expect([placement.tables, placement.unplaced]).toEqual([[{ table: 'app.everything', wanted: 40, rows: 40 }], []]);
    const [found] = await rowsOf(
      store.connection,
      `SELECT count(*), count(*) FILTER (WHERE h::text = '-0'), count(*) FILTER (WHERE d = 'NaN'), count(*) FILTER (WHERE l = '') > 0, count(*) FILTER (WHERE length(l) = 20) >= 2,
              count(*) FILTER (WHERE k IS NULL) >= 2, count(*) FILTER (WHERE v = '-infinity'), count(*) FILTER (WHERE au::text = '{"a":1,"a":2}'), count(*) FILTER (WHERE array_ndims(bh) = 2),
              count(DISTINCT bm), count(*) FILTER (WHERE 'NULL' = k), count(*) FILTER (WHERE k = E'e\\u0301'), min(s), max(t), count(*) FILTER (WHERE bn <= 0), count(*) FILTER (WHERE isempty(ax)) > 0
         FROM app.everything`,
    );
    expect(found).toEqual(['40', '1', '1', 't', 't', 't', '1', '1', '1', '3', '1', '1', '-infinity', 'infinity', '0', 't']);
  });

  it('are the same in two runs of one seed, and others of another', async () => {
    const contents = async (seed: number): Promise<unknown> => {
      await using store = await at.with(allTypes);
      const placement = await fill(store, 50, seed);
      return [placement, await rowsOf(store.connection, 'SELECT e::text FROM app.everything e ORDER BY id')];
    };
    const [first, again, other] = [await contents(7), await contents(7), await contents(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe('rows keep', () => {
  it.each<[string, string, Record<string, number | string>, string?]>([
    [
      'unique keys, also where they allow two rows alone',
      'CREATE TABLE a (b boolean PRIMARY KEY); CREATE TABLE c (d smallint UNIQUE NULLS NOT DISTINCT, e text)',
      { a: 2, c: 30 },
    ],
    [
      'composite foreign keys that share a column',
      `CREATE TABLE tenant (id uuid PRIMARY KEY); CREATE TABLE project (tenant uuid REFERENCES tenant, no int, PRIMARY KEY (tenant, no));
       CREATE TABLE person (tenant uuid REFERENCES tenant, no int, PRIMARY KEY (tenant, no));
       CREATE TABLE task (id serial PRIMARY KEY, tenant uuid NOT NULL, project int NOT NULL, person int, FOREIGN KEY (tenant, project) REFERENCES project, FOREIGN KEY (tenant, person) REFERENCES person)`,
      { tenant: 30, project: 30, person: 30, task: 30 },
      'SELECT count(DISTINCT tenant) > 5, count(person) > 5 FROM task',
    ],
    [
      'foreign keys to the table itself',
      'CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, up int REFERENCES a); CREATE TABLE b (id text PRIMARY KEY, up text NOT NULL REFERENCES b)',
      { a: 30, b: 30 },
      'SELECT count(up) > 5, true FROM a',
    ],
    [
      'circles by way of NULL',
      'CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b',
      { a: 30, b: 30 },
      'SELECT count(b) > 5, count(*) - count(b) > 5 FROM a',
    ],
    [
      'circles by way of a constraint that is put off',
      'CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE',
      { a: 30, b: 30 },
    ],
    [
      'checks, domains and exclusion constraints, also those that drill does not understand',
      `CREATE EXTENSION btree_gist; CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0); CREATE DOMAIN code AS varchar(6) NOT NULL CHECK (VALUE ~ '^[A-Z]{2}\\d{2,4}$');
       CREATE TABLE a (n even, c code UNIQUE, low int CHECK (low > 0), high int, CHECK (low < high), kind text CHECK (kind IN ('x', 'y')), h text CHECK (md5(h) < 'c'));
       CREATE TABLE b (room int NOT NULL, during tstzrange NOT NULL, EXCLUDE USING gist (room WITH =, during WITH &&))`,
      { a: 30, b: 30 },
      'SELECT count(DISTINCT c) = 30, count(DISTINCT h) > 3 FROM a',
    ],
    [
      'partitions of partitions',
      `CREATE TABLE e (at timestamptz NOT NULL, kind text, n int) PARTITION BY RANGE (at);
       CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
       CREATE TABLE e2 PARTITION OF e FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);
       CREATE TABLE e2x PARTITION OF e2 FOR VALUES IN ('x'); CREATE TABLE e2y PARTITION OF e2 FOR VALUES IN ('y');
       CREATE TABLE h (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1)`,
      { e: 30, h: 30 },
      'SELECT count(DISTINCT tableoid) = 3, true FROM e',
    ],
    [
      'what the server makes, and names that have to be quoted',
      `CREATE TABLE "Odd Table" ("Key" bigserial PRIMARY KEY, "select" int NOT NULL, twice int GENERATED ALWAYS AS ("select" / 2) STORED, at timestamptz NOT NULL DEFAULT now());
       CREATE TABLE "of" (id int GENERATED BY DEFAULT AS IDENTITY (START 100 INCREMENT 10) PRIMARY KEY, odd bigint NOT NULL REFERENCES "Odd Table")`,
      { '"Odd Table"': 30, of: 30 },
      'SELECT min(id) = 100, count(DISTINCT odd) > 5 FROM "of"',
    ],
  ])('%s', async (_, sql, expected, question) => {
    await using store = await at.with(sql);
    expect(filled(await fill(store, 30))).toEqual(expected);
    expect(await rowsOf(store.connection, question ?? 'SELECT true, true')).toEqual([['t', 't']]);
  });
});

describe('a table that gets no row is said, with why', () => {
  it.each<[string, string, Record<string, number | string>]>([
    [
      'a trigger that refuses',
      "CREATE TABLE a (n int); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed on %', TG_TABLE_NAME; END $$; CREATE TRIGGER no BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION no()",
      { a: 'closed on a (P0001)' },
    ],
    [
      'a trigger that drops without a word',
      'CREATE TABLE a (n int); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER no BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION no()',
      { a: 'a trigger or a rule drops its rows without a word' },
    ],
    [
      'a circle that nothing opens',
      'CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; CREATE TABLE c (a int NOT NULL REFERENCES a); CREATE TABLE d (n int)',
      {
        a: 'it is in a circle of foreign keys that can be neither NULL nor deferred, or refers to one',
        b: 'it is in a circle of foreign keys that can be neither NULL nor deferred, or refers to one',
        c: 'it is in a circle of foreign keys that can be neither NULL nor deferred, or refers to one',
        d: 10,
      },
    ],
    ['no partition', 'CREATE TABLE a (n int) PARTITION BY RANGE (n)', { a: 'it has no partition' }],
    [
      'a check that nothing meets',
      'CREATE TABLE a (n int NOT NULL CHECK (n > 5 AND n < 3))',
      { a: 'new row for relation "a" violates check constraint "a_n_check" (23514)' },
    ],
    [
      'a type without values',
      'CREATE TABLE a (n pg_node_tree NOT NULL); CREATE TABLE b (n pg_node_tree)',
      { a: 'drill knows no values of pg_node_tree, and n must have one', b: 10 },
    ],
    [
      'a parent without rows',
      'CREATE TABLE a (id int PRIMARY KEY CHECK (id > 5 AND id < 3)); CREATE TABLE b (a int NOT NULL REFERENCES a)',
      {
        a: 'new row for relation "a" violates check constraint "a_id_check" (23514)',
        b: expect.stringMatching(/^insert or update on table "b" violates foreign key constraint/) as string,
      },
    ],
  ])('%s', async (_, sql, expected) => {
    await using store = await at.with(sql);
    expect(filled(await fill(store, 10))).toEqual(expected);
  });
});

describe('rows are as many as boundary values need', () => {
  const places = Array.from({ length: 60 }, (_, index) => `'l${index}'`).join(', ');
  it.each<[string, string, number, number]>([
    ['of a text', 'CREATE TABLE a (t text)', 25, 0],
    ['of a text that an index is on', 'CREATE TABLE a (t text UNIQUE)', 25, 0],
    ['of jsonb', 'CREATE TABLE a (j jsonb NOT NULL)', 23, 0],
    ['no fewer than twelve', 'CREATE TABLE a (b boolean)', 12, 0],
    [
      'in each partition; NULL, which none but the default one takes, is told',
      "CREATE TABLE a (d date) PARTITION BY RANGE (d); CREATE TABLE p PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE q PARTITION OF a DEFAULT",
      22,
      1,
    ],
    ['of very many labels: some are left out, which is told', `CREATE TYPE l AS ENUM (${places}); CREATE TABLE a (l l NOT NULL)`, 40, 22],
  ])('%s', async (_, sql, rows, left) => {
    await using store = await at.with(sql);
    const { connection, catalog } = store;
    const { tables, unplaced } = await insertRows(connection, catalog, rowsFor(catalog, { seed: 1, ...usualRows }), { seed: 1 });
    expect([tables.map((table) => table.rows), unplaced.length]).toEqual([[rows], left]);
  });
  it('and a longest text is one that storage does not make smaller', async () => {
    await using store = await at.with('CREATE TABLE a (t text, v varchar(2000), b bytea)');
    const { connection, catalog } = store;
    await insertRows(connection, catalog, rowsFor(catalog, { seed: 1, ...usualRows }), { seed: 1 });
    const [found] = await rowsOf(
      connection,
      'SELECT max(pg_column_size(t)) >= 5000, max(pg_column_size(v)) >= 7500, max(pg_column_size(b)) >= 4000 FROM a',
    );
    expect(found).toEqual(['t', 't', 't']);
  });
});

describe('a boundary value that cannot be placed is said, with why', () => {
  it('by the constraint that refuses it, or because there were fewer rows than values', async () => {
    await using store = await at.with(
      "CREATE TABLE a (n smallint CHECK (n <> 1 AND abs(n) < 30000), b text CHECK (b IS NULL OR left(b, 1) <> '\\'))",
    );
    const { unplaced } = await fill(store, 12);
    const refused = 'new row for relation "a" violates check constraint "a_n_check" (23514)';
    expect(unplaced.filter(({ column }) => column === 'n')).toEqual([
      { table: 'public.a', column: 'n', value: '32767', why: refused },
      { table: 'public.a', column: 'n', value: '-32768', why: 'smallint out of range (22003)' },
    ]);
    expect(unplaced.filter(({ column }) => column === 'b').map(({ why }) => why)).toEqual(
      Array.from({ length: 13 }, () => '12 rows have no room for it'),
    );
  });
});

describe('rows that are not kept', () => {
  it('leave nothing, and tell what the server would take beside the rows that are there', async () => {
    await using store = await at.with(
      'CREATE TABLE a (id int PRIMARY KEY, b bigserial UNIQUE); CREATE TABLE c (a int NOT NULL UNIQUE REFERENCES a)',
    );
    const { placed } = await fill(store, 3);
    const { connection, catalog } = store;
    const spare = await insertRows(connection, catalog, rowsFor(catalog, { seed: 1, perTable: 1, avoid: placed }), {
      seed: 1,
      there: placed,
      keep: false,
    });
    expect([await rowsOf(connection, 'SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM c)'), spare.placed.length]).toEqual([
      [['3', '2']],
      2,
    ]);
    const known = new Set(placed.map(({ table, values }) => JSON.stringify([table, values[0]])));
    expect(spare.placed.filter(({ table, values }) => known.has(JSON.stringify([table, values[0]])))).toEqual([]);
  });
});

describe('rows as fast-check proposes them', () => {
  it('shrink to one row that shows what fails', async () => {
    await using store = await at.with('CREATE TABLE a (id serial PRIMARY KEY, n int, t text); CREATE TABLE b (a int REFERENCES a)');
    const bad = fc.check(
      fc.property(anyRows(store.catalog, 20), (rows) => !rows.some(({ columns, values }) => Number(values[columns.indexOf('n')]) > 1000)),
      { seed: 3, numRuns: 200 },
    );
    const [rows = []] = bad.counterexample ?? [];
    expect(rows.filter(({ table }) => table === 'public.a').map(({ columns, values }) => Number(values[columns.indexOf('n')]))).toEqual([
      expect.toSatisfy((n: number) => n > 1000),
    ]);
    expect(rows.length).toBeLessThanOrEqual(2);
  });

  it('are rows that the server takes', async () => {
    await using store = await at.with(
      'CREATE TABLE a (id serial PRIMARY KEY, n int CHECK (n > 3), t varchar(5) NOT NULL UNIQUE); CREATE TABLE b (a int NOT NULL REFERENCES a, j jsonb, at timestamptz(3))',
    );
    await fc.assert(
      fc.asyncProperty(anyRows(store.catalog, 6), async (rows) => {
        const { tables } = await insertRows(store.connection, store.catalog, rows, { seed: 1, keep: false });
        expect(tables.filter(({ wanted, rows: count }) => count < wanted)).toEqual([]);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
