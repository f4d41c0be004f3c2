import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRows } from '../../../src/storage/rows/insert-rows.ts';
import { rowsFor } from '../../../src/storage/rows/rows.ts';
import { statementsFor } from '../../../src/storage/statements/generated.ts';
import { resolveQueries } from '../../../src/storage/statements/resolve.ts';
import type { Statement } from '../../../src/storage/statements/statement.ts';
import { allTypes } from '../rows/all-types.ts';
import { type Store, type Stores, stores } from '../ground.ts';

let at: Stores;
beforeAll(async () => {
  at = await stores();
});
afterAll(() => at[Symbol.asyncDispose]());

const generate = async ({ connection, catalog }: Store, perTable: number): Promise<readonly Statement[]> => {
  const { placed } = await insertRows(connection, catalog, rowsFor(catalog, { seed: 1, perTable }), { seed: 1 });
  const next = rowsFor(catalog, { seed: 2, perTable: 1, avoid: placed });
  const { placed: spare } = await insertRows(connection, catalog, next, { seed: 2, there: placed, keep: false });
  return statementsFor(catalog, placed, spare);
};

/** What the store says of each that it refuses, and of those that meet no row. */
const tried = async ({ connection }: Store, statements: readonly Statement[]): Promise<string[]> => {
  const told: string[] = [];
  await connection.begin();
  for (const { name, text, values } of statements) {
    const { reply } = await connection.attempt({ text, values });
    if (reply.kind === 'refused') told.push(`${name}: ${reply.refusal.message}`);
    else if (reply.count === 0 && !text.endsWith('DO NOTHING')) told.push(`${name}: no row`);
  }
  await connection.rollback();
  return told;
};

const shop = `
  CREATE TABLE customers (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email ~ '^[^@]+@[^@]+$'), name varchar(20) DEFAULT 'x');
  CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer bigint NOT NULL REFERENCES customers, total numeric(10,2) NOT NULL, twice numeric GENERATED ALWAYS AS (total * 2) STORED);
  CREATE TABLE tags (word text NOT NULL, "of" int NOT NULL REFERENCES orders, PRIMARY KEY (word, "of"));
  CREATE TABLE log (line text, n int CHECK (n > 3));
  CREATE VIEW names AS SELECT id, name FROM customers;
  CREATE SEQUENCE numbers;`;

describe('statements made from a schema', () => {
  it('read, write, change and delete each table and column, in the plain ways', async () => {
    await using store = await at.with(shop);
    expect((await generate(store, 5)).map(({ name, text }) => `${name}: ${text}`)).toMatchInlineSnapshot(`
      [
        "select of public.customers by key: SELECT id, email, name FROM public.customers WHERE id = $1",
        "select of public.customers by a list of keys: SELECT id, email, name FROM public.customers WHERE id IN ($1, $2, $3)",
        "select * of public.customers: SELECT * FROM public.customers",
        "select id of public.customers: SELECT id FROM public.customers WHERE id = $1",
        "select email of public.customers: SELECT email FROM public.customers WHERE id = $1",
        "select name of public.customers: SELECT name FROM public.customers WHERE id = $1",
        "insert into public.customers with all columns: INSERT INTO public.customers (email, name) VALUES ($1, $2)",
        "insert into public.customers with the required columns: INSERT INTO public.customers (email) VALUES ($1)",
        "update email of public.customers: UPDATE public.customers SET email = $1 WHERE id = $2",
        "update name of public.customers: UPDATE public.customers SET name = $1 WHERE id = $2",
        "upsert into public.customers on customers_email_key: INSERT INTO public.customers (email, name) VALUES ($1, $2) ON CONFLICT (email) DO UPDATE SET name = EXCLUDED.name",
        "upsert into public.customers on customers_pkey: INSERT INTO public.customers (id, email, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email, name = EXCLUDED.name",
        "delete of public.customers: DELETE FROM public.customers WHERE id = $1",
        "select of public.log: SELECT line, n FROM public.log",
        "select * of public.log: SELECT * FROM public.log",
        "select line of public.log: SELECT line FROM public.log",
        "select n of public.log: SELECT n FROM public.log",
        "insert into public.log with all columns: INSERT INTO public.log (line, n) VALUES ($1, $2)",
        "insert into public.log with the required columns: INSERT INTO public.log DEFAULT VALUES",
        "update line of public.log: UPDATE public.log SET line = $1",
        "update n of public.log: UPDATE public.log SET n = $1",
        "delete of public.log: DELETE FROM public.log",
        "select of public.orders by key: SELECT id, customer, total, twice FROM public.orders WHERE id = $1",
        "select of public.orders by a list of keys: SELECT id, customer, total, twice FROM public.orders WHERE id IN ($1, $2, $3)",
        "select * of public.orders: SELECT * FROM public.orders",
        "select id of public.orders: SELECT id FROM public.orders WHERE id = $1",
        "select customer of public.orders: SELECT customer FROM public.orders WHERE id = $1",
        "select total of public.orders: SELECT total FROM public.orders WHERE id = $1",
        "select twice of public.orders: SELECT twice FROM public.orders WHERE id = $1",
        "insert into public.orders with all columns: INSERT INTO public.orders (customer, total) VALUES ($1, $2)",
        "update customer of public.orders: UPDATE public.orders SET customer = $1 WHERE id = $2",
        "update total of public.orders: UPDATE public.orders SET total = $1 WHERE id = $2",
        "delete of public.orders: DELETE FROM public.orders WHERE id = $1",
        "select of public.tags by key: SELECT word, of FROM public.tags WHERE word = $1 AND of = $2",
        "select of public.tags by a list of keys: SELECT word, of FROM public.tags WHERE (word, of) IN (($1, $2), ($3, $4), ($5, $6))",
        "select * of public.tags: SELECT * FROM public.tags",
        "select word of public.tags: SELECT word FROM public.tags WHERE word = $1 AND of = $2",
        "select of of public.tags: SELECT of FROM public.tags WHERE word = $1 AND of = $2",
        "insert into public.tags with all columns: INSERT INTO public.tags (word, of) VALUES ($1, $2)",
        "upsert into public.tags on tags_pkey: INSERT INTO public.tags (word, of) VALUES ($1, $2) ON CONFLICT (word, of) DO NOTHING",
        "delete of public.tags: DELETE FROM public.tags WHERE word = $1 AND of = $2",
        "select of public.names: SELECT id, name FROM public.names",
        "select * of public.names: SELECT * FROM public.names",
        "next number of public.customers_id_seq: SELECT nextval($1::regclass)",
        "next number of public.numbers: SELECT nextval($1::regclass)",
      ]
    `);
  });

  it('name the objects that the server says they touch', async () => {
    await using store = await at.with(shop);
    const statements = (await generate(store, 5)).filter(({ kind }) => kind !== 'other');
    const queries = statements.map(({ name, text, values }) => ({ name, text, values, origin: 'captured' as const, times: 1 }));
    const resolved = await resolveQueries(store.connection, store.catalog, queries, []);
    const tablesAlone = ({ touches }: Statement): string[] =>
      touches.filter((object) => !/(?:view|public\.names|table public\.customers|column public\.customers)/.test(object)).toSorted();
    expect(resolved.statements.map((statement) => [statement.name, statement.kind, tablesAlone(statement)])).toEqual(
      statements.map((statement) => [statement.name, statement.kind, tablesAlone(statement)]),
    );
  });

  it.each<[string, string, number]>([
    ['of a shop', shop, 5],
    ['of every type', allTypes, 30],
    [
      'of keys that refer to each other',
      'CREATE TABLE a (id int PRIMARY KEY, b int, up int REFERENCES a); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b',
      12,
    ],
    [
      'of partitions',
      "CREATE TABLE e (at date, n int, PRIMARY KEY (at)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
      12,
    ],
    ['of a table without columns, and one that the server makes alone', 'CREATE TABLE a (); CREATE TABLE b (id serial PRIMARY KEY)', 3],
  ])('%s are all taken by the schema that they are of, and meet rows', async (_, sql, perTable) => {
    await using store = await at.with(sql);
    const statements = await generate(store, perTable);
    expect([statements.length > 5, await tried(store, statements)]).toEqual([true, []]);
  });

  it('of tables without rows read all the same, and write what drill takes to be right', async () => {
    await using store = await at.with(shop);
    const statements = statementsFor(store.catalog, []);
    expect(new Set(statements.map(({ kind }) => kind))).toEqual(new Set(['select', 'insert', 'other']));
  });
});
