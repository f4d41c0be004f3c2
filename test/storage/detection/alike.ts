import type { Row } from './row.ts';

const plainTable = `CREATE TABLE t (id int PRIMARY KEY, v varchar(9) DEFAULT 'a', n int DEFAULT 60, p numeric DEFAULT 1.0, tags text[] NOT NULL DEFAULT '{}', at timestamptz DEFAULT now());
  CREATE FUNCTION sixty() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 60'`;

const granted =
  'CREATE ROLE app; CREATE TABLE t (id int PRIMARY KEY, owner text, v text); GRANT SELECT, INSERT, UPDATE, DELETE ON t TO app';
const policed = `${granted}; ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO app USING (true) WITH CHECK (true)`;

const addressed = "CREATE DOMAIN em AS text DEFAULT 'x'; CREATE TABLE t (id int PRIMARY KEY, e em NOT NULL DEFAULT 'y', v text)";
const named = 'CREATE DOMAIN em AS text; CREATE TABLE t (id int PRIMARY KEY, e em NOT NULL, v text)';

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
  {
    name: 'row security is on, and what its policies let through to a role is not all',
    before: granted,
    up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true) WITH CHECK (v IS NOT NULL)',
    as: 'row-security-enabled table public.t MB',
    twins: [
      { name: 'everything is', up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true) WITH CHECK (true)' },
      { name: 'everything is, to that role', up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO app USING (true)' },
      {
        name: 'everything is, by one for each thing that is asked',
        up: `ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY a ON t FOR SELECT USING (true); CREATE POLICY b ON t FOR INSERT WITH CHECK (true);
          CREATE POLICY c ON t FOR UPDATE USING (true); CREATE POLICY d ON t FOR DELETE USING (true)`,
      },
    ],
  },
  {
    name: 'row security is on, and nothing lets rows be deleted',
    before: granted,
    up: `ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY a ON t FOR SELECT USING (true); CREATE POLICY b ON t FOR INSERT WITH CHECK (true);
      CREATE POLICY c ON t FOR UPDATE USING (true)`,
    as: 'row-security-enabled table public.t MB',
    twins: [],
  },
  {
    name: 'row security is on, with a policy for another role than the one that has rights',
    before: `${granted}; CREATE ROLE other`,
    up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO other USING (true)',
    as: 'row-security-enabled table public.t MB',
    twins: [
      {
        name: 'of which it is a member',
        before: `${granted}; CREATE ROLE other; GRANT other TO app`,
        up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO other USING (true)',
      },
    ],
  },
  {
    name: 'row security is on, and nobody is known who may do something',
    before: 'CREATE TABLE t (id int PRIMARY KEY, v text)',
    up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    as: 'row-security-enabled table public.t MB',
    twins: [{ name: 'and everybody is let through', up: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true)' }],
  },
  {
    name: 'a policy is forced upon the owner, for whom there is none',
    before: policed,
    up: 'ALTER TABLE t FORCE ROW LEVEL SECURITY',
    as: 'row-security-enabled table public.t MB',
    twins: [
      { name: 'for whom there is one', before: policed.replace('TO app USING', 'USING'), up: 'ALTER TABLE t FORCE ROW LEVEL SECURITY' },
    ],
  },
  {
    name: 'a policy has another name, and lets less through',
    before: policed,
    up: 'DROP POLICY p ON t; CREATE POLICY p2 ON t TO app USING (true) WITH CHECK (v IS NOT NULL)',
    as: 'policy-narrowed policy public.t.p MB',
    twins: [
      { name: 'as much', up: 'CREATE POLICY p2 ON t TO app USING (true) WITH CHECK (true); DROP POLICY p ON t' },
      { name: 'and is the same', up: 'ALTER POLICY p ON t RENAME TO pp' },
      {
        name: 'more',
        before: policed.replace('USING (true)', 'USING (id > 0)'),
        up: 'DROP POLICY p ON t; CREATE POLICY p2 ON t USING (true)',
      },
    ],
  },
  {
    name: 'a policy restricts a role of N, which the role of N-1 becomes a member of',
    before: policed,
    up: 'CREATE ROLE other; GRANT other TO app; CREATE POLICY r ON t AS RESTRICTIVE TO other USING (v IS NOT NULL)',
    as: 'policy-narrowed policy public.t.r MB',
    twins: [
      { name: 'and nobody else', up: 'CREATE ROLE other; CREATE POLICY r ON t AS RESTRICTIVE TO other USING (v IS NOT NULL)' },
      {
        name: 'that demands what another one does',
        before: `${policed}; CREATE POLICY r0 ON t AS RESTRICTIVE USING (v IS NOT NULL)`,
        up: 'CREATE POLICY r ON t AS RESTRICTIVE TO app USING (v IS NOT NULL)',
      },
    ],
  },
  {
    name: 'the default of a domain is dropped, which a column has not of its own',
    before: addressed.replace("e em NOT NULL DEFAULT 'y'", 'e em'),
    up: 'ALTER DOMAIN em DROP DEFAULT',
    as: 'domain-changed domain public.em MB',
    twins: [{ name: 'which each column has', before: addressed, up: 'ALTER DOMAIN em DROP DEFAULT' }],
  },
  {
    name: 'a domain of a column that may hold NULL takes none',
    before: named.replace(' NOT NULL', ''),
    up: 'ALTER DOMAIN em SET NOT NULL',
    as: 'domain-tightened domain public.em RMB',
    twins: [
      { name: 'of one that may not', before: named, up: 'ALTER DOMAIN em SET NOT NULL' },
      {
        name: 'of one that may not, and a view shows it',
        before: `${named}; CREATE VIEW w AS SELECT e FROM t`,
        up: 'ALTER DOMAIN em SET NOT NULL',
      },
    ],
  },
  {
    name: 'a domain takes no NULL, and a trigger fills the column that may not hold it',
    before: `${named}; CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.e := coalesce(NEW.e, 'x'); RETURN NEW; END$$;
      CREATE TRIGGER fills BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fill()`,
    up: 'ALTER DOMAIN em SET NOT NULL',
    as: 'domain-tightened domain public.em RMB',
    twins: [],
  },
  {
    name: 'a domain takes no empty text',
    before: named,
    up: 'ALTER DOMAIN em ADD CONSTRAINT c CHECK (length(VALUE) > 0) NOT VALID',
    as: 'domain-tightened domain public.em MB',
    twins: [{ name: 'and texts of any length', up: 'ALTER DOMAIN em ADD CONSTRAINT c CHECK (length(VALUE) >= 0)' }],
  },
  {
    name: 'a text becomes a domain that demands something',
    before: 'CREATE TABLE t (id int PRIMARY KEY, v text)',
    up: "CREATE DOMAIN em AS text CHECK (VALUE <> 'zz'); ALTER TABLE t ALTER v TYPE em",
    as: 'column-type-changed column public.t.v MB',
    twins: [{ name: 'that demands nothing', up: 'CREATE DOMAIN em AS text; ALTER TABLE t ALTER v TYPE em' }],
  },
  {
    name: 'a text becomes a domain that gives a value',
    before: 'CREATE TABLE t (id int PRIMARY KEY, v text)',
    up: "CREATE DOMAIN em AS text DEFAULT 'zz'; ALTER TABLE t ALTER v TYPE em",
    as: 'column-type-changed column public.t.v MB',
    twins: [],
  },
  {
    name: 'rows exclude each other by what is not there once',
    before: 'CREATE TABLE t (room int4range PRIMARY KEY, other int4range NOT NULL, during tsrange, UNIQUE (other, during))',
    up: 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (other WITH =, during WITH &&)',
    as: 'exclusion-added constraint public.t.x RMB',
    twins: [
      { name: 'by the key', up: 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (room WITH =)' },
      { name: 'by the key and more', up: 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (room WITH =, during WITH &&)' },
    ],
  },
  {
    name: 'rows exclude each other by what is like a key',
    before: 'CREATE TABLE t (room int4range PRIMARY KEY)',
    up: 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (room WITH &&)',
    as: 'exclusion-added constraint public.t.x RMB',
    twins: [],
  },
  {
    name: 'NULL is there once, which was there more often',
    before: 'CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE, n int)',
    up: 'CREATE UNIQUE INDEX x ON t (code, n) NULLS NOT DISTINCT',
    as: 'unique-added index public.x RMB',
    twins: [{ name: 'beside what is never NULL', up: 'CREATE UNIQUE INDEX x ON t (id, n) NULLS NOT DISTINCT' }],
  },
  {
    name: 'a right is taken from a role that has another one as a member of a second role',
    before:
      'CREATE ROLE app; CREATE ROLE grp; GRANT grp TO app; CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT, INSERT ON t TO app; GRANT SELECT ON t TO grp',
    up: 'REVOKE INSERT ON t FROM app',
    as: 'grant-revoked grant table public.t to app MB',
    twins: [{ name: 'and has that one, too', up: 'REVOKE SELECT ON t FROM app' }],
  },
  {
    name: 'a right is taken from a role, and its membership with it',
    before:
      'CREATE ROLE app; CREATE ROLE grp; GRANT grp TO app; CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT ON t TO app, grp',
    up: 'REVOKE SELECT ON t FROM app; REVOKE grp FROM app',
    as: 'grant-revoked grant table public.t to app MB',
    twins: [],
  },
  {
    name: 'a right is taken from a member that has none of another role by itself',
    before: `CREATE ROLE app NOINHERIT; CREATE ROLE grp; GRANT grp TO app; CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT ON t TO app, grp`,
    up: 'REVOKE SELECT ON t FROM app',
    as: 'grant-revoked grant table public.t to app MB',
    twins: [],
  },
  {
    name: 'a right on a table is one on some columns',
    before: granted,
    up: 'REVOKE UPDATE ON t FROM app; GRANT UPDATE (id, v) ON t TO app',
    as: 'grant-revoked grant table public.t to app MB',
    twins: [{ name: 'on all of them', up: 'REVOKE UPDATE ON t FROM app; GRANT UPDATE (id, owner, v) ON t TO app' }],
  },
  {
    name: 'a right to read is one on all columns that were given names',
    before: granted,
    up: 'REVOKE SELECT ON t FROM app; GRANT SELECT (id, owner, v) ON t TO app',
    as: 'grant-revoked grant table public.t to app MB',
    twins: [],
  },
];
