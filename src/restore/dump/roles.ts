import type { Session } from '../../storage/engines/postgres/session.ts';
import { literal } from './names.ts';

// What of a server a dump of one database does not hold: roles, and what is said of the database itself. As statements.

/** Attributes, by the words that CREATE ROLE has for them. */
const attributes: Readonly<Record<string, string>> = {
  rolsuper: 'SUPERUSER',
  rolinherit: 'INHERIT',
  rolcreaterole: 'CREATEROLE',
  rolcreatedb: 'CREATEDB',
  rolcanlogin: 'LOGIN',
  rolreplication: 'REPLICATION',
  rolbypassrls: 'BYPASSRLS',
};

/** Whoever may not read hashes of passwords gets none: who restores sets them. */
const passwords = async (session: Session): Promise<ReadonlyMap<string, string>> => {
  const [may] = await session.query<{ may: string }>("SELECT has_table_privilege('pg_authid', 'SELECT') AS may");
  if (may?.may !== 't') return new Map();
  const rows = await session.query<{ name: string; hash: string }>(
    'SELECT quote_ident(rolname) AS name, rolpassword AS hash FROM pg_authid WHERE rolpassword IS NOT NULL',
  );
  return new Map(rows.map(({ name, hash }) => [name, hash]));
};

const setting = (who: string, text: string): string => {
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  // Lists are kept as they are written: quoted as one they would be one name.
  const isList = ['search_path', 'DateStyle', 'temp_tablespaces', 'session_preload_libraries', 'local_preload_libraries'].includes(name);
  return `ALTER ${who} SET ${name} TO ${isList && value !== '' ? value : literal(value)}`;
};

/** Makes every role, with its memberships and what it is set to everywhere. */
export const roleStatements = async (session: Session): Promise<readonly string[]> => {
  const roles = await session.query<Record<string, string | null>>(
    `SELECT quote_ident(rolname) AS name, ${Object.keys(attributes).join(', ')}, rolconnlimit, rolvaliduntil FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1`,
  );
  const secrets = await passwords(session);
  const members = await session.query<{ role: string; member: string; admin: string }>(
    `SELECT DISTINCT pg_get_userbyid(roleid)::regrole::text AS role, quote_ident(pg_get_userbyid(member)) AS member, admin_option AS admin
       FROM pg_auth_members WHERE pg_get_userbyid(member) !~ '^pg_' ORDER BY 1, 2`,
  );
  const settings = await session.query<{ role: string; one: string }>(
    `SELECT quote_ident(pg_get_userbyid(setrole)) AS role, unnest(setconfig) AS one FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole <> 0 ORDER BY 1, 2`,
  );
  return [
    ...roles.map(({ name }) => `CREATE ROLE ${name}`),
    ...roles.map((role) => {
      const name = role['name'] ?? '';
      const hash = secrets.get(name);
      return [
        `ALTER ROLE ${name} WITH`,
        ...Object.entries(attributes).map(([column, word]) => (role[column] === 't' ? word : `NO${word}`)),
        ...(role['rolconnlimit'] === '-1' ? [] : [`CONNECTION LIMIT ${role['rolconnlimit']}`]),
        ...(role['rolvaliduntil'] === null ? [] : [`VALID UNTIL ${literal(role['rolvaliduntil'] ?? '')}`]),
        ...(hash === undefined ? [] : [`PASSWORD ${literal(hash)}`]),
      ].join(' ');
    }),
    ...members.map(({ role, member, admin }) => `GRANT ${role} TO ${member}${admin === 't' ? ' WITH ADMIN OPTION' : ''}`),
    ...settings.map(({ role, one }) => setting(`ROLE ${role}`, one)),
  ];
};

/** psql has the database's name in this variable. */
export const here = ':"DBNAME"';

/** Whose the database is, and what sessions in it begin with. */
export const databaseStatements = async (session: Session): Promise<readonly string[]> => {
  const [database] = await session.query<{ owner: string }>(
    'SELECT quote_ident(pg_get_userbyid(datdba)) AS owner FROM pg_database WHERE datname = current_database()',
  );
  const settings = await session.query<{ role: string | null; one: string }>(
    `SELECT CASE WHEN setrole <> 0 THEN quote_ident(pg_get_userbyid(setrole)) END AS role, unnest(setconfig) AS one
       FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1, 2`,
  );
  return [
    `ALTER DATABASE ${here} OWNER TO ${database?.owner ?? ''}`,
    ...settings.map(({ role, one }) => setting(role === null ? `DATABASE ${here}` : `ROLE ${role} IN DATABASE ${here}`, one)),
  ];
};

/** Of the database, quoted. */
export const ownerOfDatabase = async (session: Session): Promise<string> => {
  const [row] = await session.query<{ owner: string }>(
    'SELECT quote_ident(pg_get_userbyid(datdba)) AS owner FROM pg_database WHERE datname = current_database()',
  );
  return row?.owner ?? '';
};
