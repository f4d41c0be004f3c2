import { randomBytes } from 'node:crypto';
import { sleep } from '../../../core/deadline.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { Engine, Ground, Limits, ScratchDatabase, ScratchServer } from '../../engine.ts';
import { openConnection } from './connection.ts';
import { type PostgresServer, startEmbedded } from './embedded.ts';
import { grow } from './grow.ts';
import { splitScript } from './script.ts';
import { openSession, type Session } from './session.ts';
import { openWatcher } from './watch.ts';

// A migration comes from outside: it is run by a role that owns its database and may make roles, and that is all. What
// PostgreSQL gives to superusers alone (programs, files, settings of the server, other databases) it is refused by the server itself.

/** More than this of temporary files nobody's migration of a scratch database needs. */
const temporaryFiles = '1GB';

const urlFor = (url: string, user: string, password: string): string => {
  const made = new URL(url);
  made.username = user;
  made.password = password;
  return made.href;
};

const quote = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Connections that were closed take a moment to be gone, and CREATE DATABASE itself would look again after 100 ms only. */
const untilAlone = async (admin: Session, database: string, signal: AbortSignal): Promise<void> => {
  for (let look = 0; look < 100; look++) {
    const [there] = await admin.query<{ count: string }>('SELECT count(*) FROM pg_stat_activity WHERE datname = $1', [database]);
    if (there?.count === '0') return;
    await sleep(2, signal);
  }
};

/** Databases of one trial, and the role that owns them. */
const openGround = async (
  admin: Session,
  { url, lost }: PostgresServer,
  id: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<Ground> => {
  signal.throwIfAborted();
  const role = `trial_${id}`;
  const password = randomBytes(12).toString('hex');
  await admin.query(`CREATE ROLE ${role} LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION CONNECTION LIMIT 20 PASSWORD '${password}'`);
  await admin.query(`ALTER ROLE ${role} SET temp_file_limit = '${temporaryFiles}'`);
  const names = new Map<ScratchDatabase, string>();
  const all: string[] = [];
  const endAll = async (): Promise<void> => {
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY ($1)', [`{${all.join(',')}}`]);
  };
  const stop = (): void => void endAll().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  const removeAll = async (): Promise<void> => {
    for (const name of all) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    // Roles belong to the server: those that the migration made must not be there for the next.
    const made = await admin.query<{ name: string }>(
      'SELECT DISTINCT quote_ident(r.rolname) AS name FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE m.member = $1::regrole AND m.admin_option',
      [role],
    );
    for (const { name } of [...made, { name: role }]) await admin.query(`DROP ROLE IF EXISTS ${name}`);
  };
  return {
    create: async (from) => {
      signal.throwIfAborted();
      const name = `${role}_${all.length + 1}`;
      all.push(name);
      const source = from && names.get(from);
      if (source !== undefined) await untilAlone(admin, source, signal);
      // Files are copied, which is four times as fast as by way of the log where nothing is flushed.
      await admin.query(`CREATE DATABASE ${name} OWNER ${role} TEMPLATE ${source ?? 'template0'} STRATEGY FILE_COPY`);
      const database: ScratchDatabase = {
        connect: async () => {
          signal.throwIfAborted();
          return openConnection(urlFor(url(name), role, password), limits, async (pid) => {
            await admin.query('SELECT pg_terminate_backend($1::int)', [pid]);
          });
        },
      };
      names.set(database, name);
      return database;
    },
    [Symbol.asyncDispose]: async () => {
      signal.removeEventListener('abort', stop);
      // With a server that is lost its databases are, too.
      await removeAll().catch(async (error: unknown) => {
        if ((await Promise.race([lost, sleep(1000)])) === undefined) throw error;
      });
    },
  };
};

/** PostgreSQL, as a place to try migrations. */
export const postgres: Engine = {
  name: 'postgres',
  start: async (scratch: Scratch, signal: AbortSignal): Promise<ScratchServer> => {
    const server = await startEmbedded(scratch, signal);
    try {
      const admin = await openSession(server.url('postgres'));
      // Passwords are random and live for one trial: hashing them thousands of times over buys nothing but time.
      await admin.query('SET scram_iterations = 1');
      // Databases live for a second: what tidies them up in the background only takes the machine's time.
      await admin.query('ALTER SYSTEM SET autovacuum = off');
      await admin.query('SELECT pg_reload_conf()');
      // What everybody may connect to by default is nobody's who tries a migration.
      await admin.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC');
      const run = randomBytes(3).toString('hex');
      let count = 0;
      return {
        name: `PostgreSQL ${server.version}`,
        lost: server.lost,
        capabilities: { transactionalDdl: true, keepsPlans: true, roles: true },
        split: splitScript,
        quote,
        watch: async (database, migration) => openWatcher(await database.connect(), migration),
        grow,
        open: (limits, during) => openGround(admin, server, `${run}_${++count}`, limits, during),
        [Symbol.asyncDispose]: async () => {
          await admin[Symbol.asyncDispose]();
          await server[Symbol.asyncDispose]();
        },
      };
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  },
};
