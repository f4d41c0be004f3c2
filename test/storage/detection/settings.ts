import { type Row, shop } from './row.ts';

const app = `${shop}; CREATE ROLE app; GRANT USAGE ON SCHEMA public TO app; GRANT SELECT ON orders TO app`;
/** As a migration says it that does not know what its database is called: `%1$I`. */
const here = (does: string): string => `DO $$ BEGIN EXECUTE format('${does}', current_database()); END $$`;
const byName = ['SELECT id, code FROM orders WHERE id = 1', "UPDATE orders SET code = 'c-2' WHERE id = 1"] as const;

/** Rights on the database itself, and what its sessions begin with. */
export const settings: readonly Row[] = [
  {
    name: 'not everybody may connect to the database any more',
    before: shop,
    up: here('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC'),
    as: 'database-right-revoked grant database to PUBLIC MB',
    twins: [
      {
        name: 'whom N-1 comes as may by name',
        before: app,
        up: here('GRANT CONNECT, TEMPORARY ON DATABASE %1$I TO app; REVOKE ALL ON DATABASE %1$I FROM PUBLIC'),
      },
      {
        name: 'it is taken and given back',
        up: here('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CONNECT ON DATABASE %1$I TO PUBLIC'),
      },
    ],
  },
  {
    name: 'a role may make no schemas in the database any more',
    before: `${app}; ${here('GRANT CREATE ON DATABASE %1$I TO app')}`,
    up: here('REVOKE CREATE ON DATABASE %1$I FROM app'),
    as: 'database-right-revoked grant database to app MB',
    twins: [{ name: 'a role of the same release may', up: `CREATE ROLE maker; ${here('GRANT CREATE ON DATABASE %1$I TO maker')}` }],
  },
  {
    name: 'sessions begin reading only',
    before: shop,
    up: here('ALTER DATABASE %1$I SET default_transaction_read_only = on'),
    as: 'setting-changed setting default_transaction_read_only of database MB',
    twins: [{ name: 'it says that they do not', up: here('ALTER DATABASE %1$I SET default_transaction_read_only = off') }],
  },
  {
    name: 'names are looked for in a schema that has one of them, too',
    before: `${shop}; CREATE SCHEMA fresh; CREATE TABLE fresh.orders (id bigint PRIMARY KEY)`,
    up: here('ALTER DATABASE %1$I SET search_path = fresh, public'),
    statements: byName,
    as: 'setting-changed setting search_path of database MB',
    twins: [
      { name: 'after those where they were', up: here('ALTER DATABASE %1$I SET search_path = public, fresh') },
      {
        name: 'by who says where',
        up: here('ALTER DATABASE %1$I SET search_path = fresh, public'),
        statements: ['SELECT id, code FROM public.orders WHERE id = 1'],
      },
    ],
  },
  {
    name: 'a role writes its dates in another style, in this database',
    before: app,
    up: here("ALTER ROLE app IN DATABASE %1$I SET DateStyle = ''German''"),
    as: 'setting-changed setting DateStyle of role app in database MB',
    twins: [{ name: 'it has more memory', up: here("ALTER ROLE app IN DATABASE %1$I SET work_mem = ''8MB''") }],
  },
  {
    name: 'a role looks for names elsewhere, wherever it connects to',
    before: `${app}; CREATE SCHEMA fresh`,
    up: 'ALTER ROLE app SET search_path = fresh',
    as: 'setting-changed setting search_path of role app MB',
    twins: [{ name: 'a role of the same release does', up: 'CREATE ROLE reader; ALTER ROLE reader SET search_path = fresh' }],
  },
  {
    name: 'statements are ended after half a second',
    before: shop,
    up: here('ALTER DATABASE %1$I SET statement_timeout = 500'),
    as: 'time-limit-tightened setting statement_timeout of database MB',
    weight: 'warning',
    twins: [
      {
        name: 'after a minute instead',
        before: `${shop}; ${here('ALTER DATABASE %1$I SET statement_timeout = 500')}`,
        up: here("ALTER DATABASE %1$I SET statement_timeout = ''1min''"),
      },
    ],
  },
  {
    name: 'a setting of the database is not taken back by the down',
    before: shop,
    up: here("ALTER DATABASE %1$I SET work_mem = ''8MB''"),
    down: 'SELECT 1',
    as: 'down-schema-differs setting work_mem of database B',
    twins: [{ name: 'it is', up: here("ALTER DATABASE %1$I SET work_mem = ''8MB''"), down: here('ALTER DATABASE %1$I RESET work_mem') }],
  },
];
