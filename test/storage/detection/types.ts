import { type Row, shop } from './row.ts';

const before = shop;
const small = "CREATE TYPE mood AS ENUM ('low', 'fair', 'high'); CREATE TABLE t (id bigint PRIMARY KEY, mood mood)";
const swapped = (labels: string, using: string): string =>
  `ALTER TYPE mood RENAME TO old_mood; CREATE TYPE mood AS ENUM (${labels}); ALTER TABLE t ALTER mood TYPE mood USING ${using}::mood; DROP TYPE old_mood`;

/** Enums, domains, composites and extensions. */
export const types: readonly Row[] = [
  {
    name: 'an enum gets a value, which N-1 has never seen',
    before,
    up: "ALTER TYPE state ADD VALUE 'returned'",
    as: 'enum-value-added enum public.state MB',
    weight: 'note',
    twins: [
      {
        name: 'an enum of the same release gets one',
        up: "CREATE TYPE mood AS ENUM ('low'); ALTER TYPE mood ADD VALUE 'high'",
      },
    ],
  },
  {
    name: 'an enum gets a value, and rows have it at once',
    before,
    up: "ALTER TYPE state ADD VALUE IF NOT EXISTS 'returned'; UPDATE orders SET state = 'returned' WHERE state = 'sent'",
    as: 'enum-value-added enum public.state MB',
    twins: [
      { name: 'no row has it', up: "ALTER TYPE state ADD VALUE 'returned'; UPDATE orders SET state = 'returned' WHERE quantity < 0" },
    ],
  },
  {
    name: 'an enum loses a value',
    before: small,
    up: swapped("'low', 'high'", "(CASE WHEN mood = 'fair' THEN 'low' ELSE mood::text END)"),
    as: 'enum-value-removed enum public.mood RMB',
    twins: [{ name: 'an enum is made anew as it was', up: swapped("'low', 'fair', 'high'", 'mood::text') }],
  },
  {
    name: 'an enum value is renamed',
    before,
    up: "ALTER TYPE state RENAME VALUE 'new' TO 'open'",
    as: 'enum-value-renamed enum public.state MB',
    twins: [{ name: 'an enum says something in a comment', up: "COMMENT ON TYPE state IS 'new is open'" }],
  },
  {
    name: 'the values of an enum stand in another order',
    before: small,
    up: swapped("'high', 'fair', 'low'", 'mood::text'),
    as: 'enum-reordered enum public.mood MB',
    weight: 'warning',
    twins: [{ name: 'another enum beside it has another order', up: "CREATE TYPE doom AS ENUM ('high', 'fair', 'low')" }],
  },
  {
    name: 'an enum is renamed, which casts name',
    before: small,
    up: 'ALTER TYPE mood RENAME TO feeling',
    statements: ["SELECT id FROM t WHERE mood = 'low'::mood"],
    as: 'type-dropped enum public.mood MB',
    twins: [
      { name: 'an enum is added', up: "CREATE TYPE feeling AS ENUM ('low')", statements: ["SELECT id FROM t WHERE mood = 'low'::mood"] },
    ],
  },
  {
    name: 'an enum becomes a text',
    before: small,
    up: 'ALTER TABLE t ALTER mood TYPE text',
    as: 'column-type-changed column public.t.mood MB',
    twins: [{ name: 'a text is added beside it', up: 'ALTER TABLE t ADD mood_text text; UPDATE t SET mood_text = mood::text' }],
  },
  {
    name: 'a domain is tightened',
    before,
    up: 'ALTER DOMAIN amount ADD CONSTRAINT affordable CHECK (VALUE < 1000) NOT VALID',
    as: 'domain-tightened domain public.amount MB',
    twins: [
      { name: 'a domain is loosened', up: 'ALTER DOMAIN amount DROP CONSTRAINT amount_check' },
      { name: 'a domain is added', up: 'CREATE DOMAIN rate AS numeric CHECK (VALUE < 1)' },
    ],
  },
  {
    name: 'a composite loses an attribute',
    before: 'CREATE TYPE place AS (street text, town text); CREATE TABLE t (id bigint PRIMARY KEY, place place)',
    up: 'ALTER TYPE place DROP ATTRIBUTE town',
    as: 'composite-changed composite public.place MB',
    twins: [{ name: 'another composite is added', up: 'CREATE TYPE spot AS (street text)' }],
  },
  {
    name: 'an extension is dropped',
    before: `${shop}; CREATE EXTENSION citext`,
    up: 'DROP EXTENSION citext',
    as: 'extension-dropped extension citext MB',
    twins: [{ name: 'an extension is added', before: shop, up: 'CREATE EXTENSION citext' }],
  },
];
