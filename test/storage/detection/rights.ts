import { type Row, shop } from './row.ts';

const app = `${shop}; CREATE ROLE app; GRANT USAGE ON SCHEMA public TO app`;
const secured = `${app}; GRANT SELECT, INSERT ON orders TO app; ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON orders TO app USING (true) WITH CHECK (true)`;
const rated = "CREATE FUNCTION rate(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT a'";

const member = `CREATE ROLE grp; CREATE ROLE other; CREATE ROLE nobody LOGIN; CREATE ROLE app LOGIN; GRANT grp, other TO app;
  CREATE TABLE t (id int PRIMARY KEY, v text); GRANT SELECT, INSERT ON t TO grp`;

const counting = `CREATE ROLE app; CREATE TABLE t (id int PRIMARY KEY);
  CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM t'; GRANT EXECUTE ON FUNCTION counted() TO app`;

/** Who may do what, in the ways in which a release takes it away. */
export const rights: readonly Row[] = [
  {
    name: 'a right on some columns is all that is left',
    before: `${app}; GRANT SELECT ON orders TO app`,
    up: 'REVOKE SELECT ON orders FROM app; GRANT SELECT (id, code) ON orders TO app',
    as: 'grant-revoked grant table public.orders to app MB',
    twins: [{ name: 'a right on some columns comes to it', up: 'GRANT UPDATE (code) ON orders TO app' }],
  },
  {
    name: 'a schema may not be used any more',
    before: `${app}; CREATE SCHEMA shop; CREATE TABLE shop.t (id bigint PRIMARY KEY); GRANT USAGE ON SCHEMA shop TO app; GRANT SELECT ON shop.t TO app`,
    up: 'REVOKE USAGE ON SCHEMA shop FROM app',
    as: 'grant-revoked grant schema shop to app MB',
    twins: [{ name: 'another schema may be used', up: 'CREATE SCHEMA other; GRANT USAGE ON SCHEMA other TO app' }],
  },
  {
    name: 'a function may not be called by everybody any more',
    before: `${app}; ${rated}`,
    up: 'REVOKE EXECUTE ON FUNCTION rate FROM PUBLIC',
    as: 'grant-revoked grant function public.rate(bigint) to PUBLIC MB',
    twins: [
      { name: 'a function of the same release may not', before: app, up: `${rated}; REVOKE EXECUTE ON FUNCTION rate FROM PUBLIC` },
      { name: 'a function may be called by name, too', up: 'GRANT EXECUTE ON FUNCTION rate TO app' },
    ],
  },
  {
    name: 'a policy restricts what others let through',
    before: secured,
    up: 'CREATE POLICY own ON orders AS RESTRICTIVE TO app USING (quantity > 5)',
    as: 'policy-narrowed policy public.orders.own MB',
    twins: [
      {
        name: 'a policy for a role of the same release',
        up: 'CREATE ROLE reader; CREATE POLICY own ON orders FOR SELECT TO reader USING (quantity > 5)',
      },
    ],
  },
  {
    name: 'a policy shows fewer rows',
    before: secured,
    up: 'ALTER POLICY all_of_it ON orders USING (quantity > 5)',
    as: 'policy-changed policy public.orders.all_of_it MB',
    twins: [
      {
        name: 'a policy is made anew as it was',
        up: 'DROP POLICY all_of_it ON orders; CREATE POLICY all_of_it ON orders TO app USING (true) WITH CHECK (true)',
      },
    ],
  },
  {
    name: 'row security holds for the owner, too',
    before: `${shop}; ALTER TABLE orders ENABLE ROW LEVEL SECURITY`,
    up: 'ALTER TABLE orders FORCE ROW LEVEL SECURITY',
    as: 'row-security-enabled table public.orders MB',
    twins: [{ name: 'a comment says so', up: "COMMENT ON TABLE orders IS 'secured'" }],
  },
  {
    name: 'a view goes by the rights of who reads it',
    before: `${app}; GRANT SELECT ON open_orders TO app`,
    up: 'ALTER VIEW open_orders SET (security_invoker = true)',
    as: 'view-options-changed view public.open_orders MB',
    twins: [{ name: 'a new view does', up: 'CREATE VIEW mine WITH (security_invoker = true) AS SELECT id FROM orders' }],
  },
  {
    name: 'a role is no member any more of the one that has the rights',
    before: member,
    up: 'REVOKE grp FROM app',
    as: 'statement-refused table public.t RMB',
    twins: [
      { name: 'it gets them itself before', up: 'GRANT SELECT, INSERT ON t TO app; REVOKE grp FROM app' },
      { name: 'it is no member any more of one that has none', up: 'REVOKE other FROM app' },
    ],
  },
  {
    name: 'a role may not log in any more',
    before: member,
    up: 'ALTER ROLE app NOLOGIN',
    as: 'role-shut-out role app MB',
    twins: [{ name: 'one that never could is told so', up: 'ALTER ROLE grp NOLOGIN; ALTER ROLE grp CONNECTION LIMIT 0' }],
  },
  {
    name: 'a role may have no connection',
    before: member,
    up: 'ALTER ROLE app CONNECTION LIMIT 0',
    as: 'role-shut-out role app MB',
    twins: [{ name: 'a role may have five', up: 'ALTER ROLE app CONNECTION LIMIT 5' }],
  },
  {
    name: 'the password of a role has expired',
    before: member,
    up: "ALTER ROLE app VALID UNTIL '2001-01-01'",
    as: 'role-shut-out role app MB',
    twins: [{ name: 'it expires one day', up: "ALTER ROLE app VALID UNTIL '2999-01-01'" }],
  },
  {
    name: 'a role that had its rights as a member is dropped',
    before: member,
    up: 'DROP ROLE app',
    as: 'role-shut-out role app MB',
    twins: [{ name: 'a role without rights is dropped', up: 'DROP ROLE nobody' }],
  },
  {
    name: 'a function goes on without the rights of its owner',
    before: counting,
    up: 'ALTER FUNCTION counted() SECURITY INVOKER',
    as: 'routine-runs-as-caller function public.counted() MB',
    twins: [
      {
        name: 'who calls it has them',
        before: `${counting}; GRANT SELECT ON t TO app`,
        up: 'ALTER FUNCTION counted() SECURITY INVOKER',
        warns: 'routine-body-changed function public.counted() MB',
      },
      {
        name: 'it gets them',
        before: counting.replace('SECURITY DEFINER', ''),
        up: 'ALTER FUNCTION counted() SECURITY DEFINER',
        warns: 'routine-body-changed function public.counted() MB',
      },
    ],
  },
];
