import type { PostgresServer } from './embedded.ts';
import type { Session } from './session.ts';

// Whoever tries a migration is a role that owns its databases and may make roles, and that is all. Before PostgreSQL 16 who may make
// roles may change those of others: on a server that others use it may not make any there.

/** More than this of temporary files nobody's migration of a scratch database needs. */
const temporaryFiles = '1GB';

/** Settings of the session that makes roles and databases. */
export const prepareAdmin = async (admin: Session, { major, shared }: PostgresServer): Promise<void> => {
  // Passwords are random and live for one trial: hashing them thousands of times over buys nothing but time.
  if (major >= 16) await admin.query('SET scram_iterations = 1');
  // Who is no superuser has to be what he gives databases to.
  if (major >= 16 && shared && !shared.isSuper) await admin.query("SET createrole_self_grant = 'set, inherit'");
  // What everybody may connect to by default is nobody's who tries a migration.
  if (!shared) await admin.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC');
};

/** Rights by role that a migration may hand on: to rows and to what tells of the server; not to files, programs, sessions of others. */
const lent = 'pg_read_all_data, pg_write_all_data, pg_monitor, pg_read_all_settings, pg_read_all_stats, pg_stat_scan_tables';

/** Before 16 who may make roles may grant these; on a server that others use they reach what is theirs. */
const isLent = ({ major, shared }: PostgresServer): boolean => major >= 16 && !shared;

/** Takes back what was lent, and what was handed on of it: a role that has granted something cannot be removed. */
export const takeBack = async (admin: Session, role: string, server: PostgresServer): Promise<void> => {
  if (isLent(server)) await admin.query(`REVOKE ${lent} FROM ${role} CASCADE`);
};

/** Makes the role of a trial. */
export const makeRole = async (admin: Session, role: string, password: string, server: PostgresServer): Promise<void> => {
  const { major, shared } = server;
  const mayMake = shared && major < 16 ? 'NOCREATEROLE' : 'CREATEROLE';
  await admin.query(`CREATE ROLE ${role} LOGIN ${mayMake} NOSUPERUSER NOCREATEDB NOREPLICATION CONNECTION LIMIT 20 PASSWORD '${password}'`);
  if (shared && !shared.isSuper && major < 16) await admin.query(`GRANT ${role} TO CURRENT_USER`);
  // To hand on, and not to have.
  if (isLent(server)) await admin.query(`GRANT ${lent} TO ${role} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  if (!shared || shared.isSuper) await admin.query(`ALTER ROLE ${role} SET temp_file_limit = '${temporaryFiles}'`);
};

/** Roles that a trial's role has made. Before 16 nobody notes who made a role; who makes some is alone on our own server then. */
export const madeBy = async (admin: Session, role: string, { major, shared }: PostgresServer): Promise<readonly string[]> => {
  if (shared && major < 16) return [];
  const made = await admin.query<{ name: string }>(
    major >= 16
      ? `SELECT DISTINCT quote_ident(r.rolname) AS name FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
          WHERE m.member = '${role}'::regrole AND m.admin_option AND r.rolname !~ '^pg_'`
      : String.raw`SELECT quote_ident(rolname) AS name FROM pg_roles WHERE rolname <> current_user AND rolname !~ '^(pg|trial)_'`,
  );
  return made.map(({ name }) => name);
};
