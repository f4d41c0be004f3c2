// The database whose backups are damaged: `rows` orders of 500 customers, with everything in it that a restore may lose.

export const role = 'CREATE ROLE clerk LOGIN';

/** Statements that make it, the role excepted. Text is in all of a Latin alphabet, times have microseconds, some notes are NULL. */
export const shop = (rows: number): readonly string[] => [
  'CREATE EXTENSION dblink',
  'CREATE TABLE tenant (name text PRIMARY KEY)',
  "INSERT INTO tenant VALUES ('north')",
  "CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE, note text, at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00.123456Z')",
  'CREATE TABLE orders (id bigserial PRIMARY KEY, customer integer NOT NULL REFERENCES customers, amount numeric NOT NULL)',
  'CREATE INDEX orders_customer ON orders (customer)',
  'CREATE VIEW totals AS SELECT customer, sum(amount) AS total FROM orders GROUP BY customer',
  "INSERT INTO customers (email, note) SELECT 'c' || g || '@example.org', CASE WHEN g % 3 = 0 THEN NULL ELSE 'Grüße ' || g END FROM generate_series(1, 500) g",
  `INSERT INTO orders (customer, amount) SELECT 1 + g % 500, g FROM generate_series(1, ${rows}) g`,
  'GRANT SELECT ON orders TO clerk',
];

export const invariants = [{ name: 'sum', sql: 'SELECT sum(amount) FROM orders' }];
export const tenant = 'SELECT name FROM tenant';
