import type { Row } from './row.ts';

const plainTable = `CREATE TABLE t (id int PRIMARY KEY, v varchar(9) DEFAULT 'a', n int DEFAULT 60, p numeric DEFAULT 1.0, tags text[] NOT NULL DEFAULT '{}', at timestamptz DEFAULT now());
  CREATE FUNCTION sixty() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 60'`;

/** What is written otherwise: is it the same? */
export const alike: readonly Row[] = [
  {
    name: 'a default is reckoned to another value',
    before: plainTable,
    up: 'ALTER TABLE t ALTER n SET DEFAULT 30 + 31',
    as: 'column-default-changed column public.t.n MB',
    twins: [
      { name: 'to the same', up: 'ALTER TABLE t ALTER n SET DEFAULT 30 + 30' },
      { name: 'and a text is of another type', up: "ALTER TABLE t ALTER v SET DEFAULT 'a'::text" },
      { name: 'and an array is written as such', up: 'ALTER TABLE t ALTER tags SET DEFAULT ARRAY[]::text[]' },
    ],
  },
  {
    name: 'a default has more digits',
    before: plainTable,
    up: 'ALTER TABLE t ALTER p SET DEFAULT 1.00',
    as: 'column-default-changed column public.t.p MB',
    twins: [{ name: 'and is cast to what it is', up: 'ALTER TABLE t ALTER p SET DEFAULT 1.0::numeric(9,1)' }],
  },
  {
    name: 'a default is another time each day',
    before: plainTable,
    up: "ALTER TABLE t ALTER at SET DEFAULT now() + '1 day'::interval",
    as: 'column-default-changed column public.t.at MB',
    twins: [],
  },
  {
    name: 'a default is what a function of N gives that N-1 had, too, and that gave something else',
    before: plainTable.replace('n int DEFAULT 60', 'n int').concat('; ALTER TABLE t ALTER n SET DEFAULT sixty()'),
    up: "CREATE OR REPLACE FUNCTION sixty() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 61'; ALTER TABLE t ALTER n SET DEFAULT 61",
    as: 'column-default-changed column public.t.n MB',
    also: ['routine-body-changed function public.sixty() MB'],
    twins: [],
  },
];
