import { randomBytes } from 'node:crypto';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { Thing } from '../../../core/scratch/outside.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { PostgresServer } from './embedded.ts';
import { openSession, type Session } from './session.ts';

// A server that is there already. Databases and roles of ours are made on it, all of whose names begin with a random word that the
// run's folder remembers; nothing else on it is looked at or changed.

/** Releases before 14 have catalogs that are not read. */
const oldest = 14;

/** What things of this kind are written down as. */
export const givenKind = 'postgres databases';

const open = async (url: string): Promise<Session> =>
  openSession(url).catch((cause: unknown) => {
    throw new DrillError('server/unreachable', `cannot connect to the server at ${new URL(url).host}: ${messageOf(cause)}`, {
      fix: 'check host, port, database, user and password of the URL',
      cause,
    });
  });

interface Facts {
  readonly version: string;
  readonly name: string;
  readonly standby: string;
  readonly super: string;
  readonly databases: string;
  readonly roles: string;
}

/** @throws DrillError for a server that is too old, takes no writes, or does not let this user do what is needed */
const examine = async (session: Session): Promise<Facts & { readonly major: number }> => {
  const [facts] = await session.query<Facts>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS name, pg_is_in_recovery() AS standby,
            rolsuper AS super, rolsuper OR rolcreatedb AS databases, rolsuper OR rolcreaterole AS roles
       FROM pg_roles WHERE rolname = current_user`,
  );
  if (!facts) throw new DrillError('server/unreadable', 'the server does not say what this user may do');
  const major = Math.floor(Number(facts.version) / 10000);
  if (major < oldest)
    throw new DrillError('server/too-old', `the server is PostgreSQL ${facts.name}`, {
      why: `Its catalogs are read from PostgreSQL ${oldest} on.`,
      fix: `use one of ${oldest} or later, or leave --server out`,
    });
  if (facts.standby === 't')
    throw new DrillError('server/read-only', 'the server is a standby: no database can be made on it', { fix: 'use its primary' });
  const lacks = [...(facts.databases === 't' ? [] : ['CREATEDB']), ...(facts.roles === 't' ? [] : ['CREATEROLE'])];
  if (lacks.length > 0)
    throw new DrillError(
      'server/may-not',
      `the user of the URL may not make ${facts.databases === 't' ? 'roles' : 'databases'} on the server`,
      {
        why: 'Each migration is tried in databases of its own, by a role without rights on anything else.',
        fix: `ALTER ROLE … ${lacks.join(' ')}, or name a user that has it; no rights on existing databases are needed`,
      },
    );
  return { ...facts, major };
};

const named = (url: string, database: string): string => {
  const made = new URL(url);
  made.pathname = `/${encodeURIComponent(database)}`;
  return made.href;
};

/** What is said of a role that a run makes by a name that is not its own: one of a dump. */
export const roleOfRun = (run: string): string => `made by rollback-drill, run ${run}`;

/** Removes databases and roles of one run, as far as they are there. Roles go with those that their migrations have made. */
export const removeGiven = async ({ url = '', run = '' }: Thing): Promise<void> => {
  if (!/^[0-9a-f]{12}$/.test(run)) return;
  await using session = await open(url);
  const like = (what: string): string => `'^${what}_${run}_'`;
  const databases = await session.query<{ name: string }>(
    `SELECT quote_ident(datname) AS name FROM pg_database WHERE datname ~ ${like('drill')}`,
  );
  for (const { name } of databases) await session.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  const roles = await session.query<{ name: string }>(
    `SELECT quote_ident(r.rolname) AS name FROM pg_roles r
      WHERE r.rolname ~ ${like('trial')} OR EXISTS (
            SELECT FROM pg_auth_members m JOIN pg_roles t ON t.oid = m.member
             WHERE m.roleid = r.oid AND m.admin_option AND t.rolname ~ ${like('trial')})
         OR shobj_description(r.oid, 'pg_authid') = '${roleOfRun(run)}'
      ORDER BY r.rolname ~ ${like('trial')}`,
  );
  for (const { name } of roles) await session.query(`DROP ROLE IF EXISTS ${name}`);
};

/**
 * A server that is there, for scratch databases alone: `url` and `createDatabase` mean databases of ours.
 * @throws DrillError `server/…` for one that cannot be used
 */
export const openGiven = async (url: string, scratch: Scratch): Promise<PostgresServer> => {
  await using session = await open(url);
  const { name, major, super: isSuper } = await examine(session);
  const run = randomBytes(6).toString('hex');
  const forget = await scratch.remember({ kind: givenKind, url, run });
  const own = (database: string): string => (database.startsWith('drill_') ? database : `drill_${run}_${database}`);
  return {
    version: name.split(' ')[0] ?? name,
    major,
    shared: { run, isSuper: isSuper === 't', url },
    url: (database) => named(url, own(database)),
    createDatabase: async (database) => {
      await using maker = await open(url);
      await maker.query(`CREATE DATABASE "${own(database).replaceAll('"', '""')}" TEMPLATE template0`);
    },
    lost: new Promise(() => {}),
    tail: async () => [],
    [Symbol.asyncDispose]: async () => {
      await removeGiven({ kind: givenKind, url, run });
      await forget();
    },
  };
};
