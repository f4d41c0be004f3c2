import { randomBytes } from 'node:crypto';
import { sleep } from '../../../core/deadline.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { TableComparison } from '../../content.ts';
import type { Connection, Engine, Ground, Limits, ScratchDatabase, ScratchServer } from '../../engine.ts';
import { carriedOver } from './carry-over.ts';
import { openConnection } from './connection.ts';
import { compareContent } from './digest/compare.ts';
import { type Databases, openDatabases } from './databases.ts';
import type { PostgresServer } from './embedded.ts';
import { grow } from './grow.ts';
import { mayAll } from './rights.ts';
import { splitScript } from './script.ts';
import { heldTo } from './held.ts';
import { letIn, shutBy } from './let-in.ts';
import { isSameQuery } from './same-query.ts';
import { isSameValue } from './same-value.ts';
import { openSession, type Session } from './session.ts';
import { sessionOf } from './session-of.ts';
import { startServer } from './start.ts';
import { madeBy, makeRole, prepareAdmin, takeBack } from './trial-role.ts';
import { turnRows } from './turned.ts';
import { openLookout } from './waits.ts';
import { openWatcher } from './watch.ts';

// A migration comes from outside: it is run by a role that owns its database and may make roles, and that is all. What
// PostgreSQL gives to superusers alone (programs, files, settings of the server, other databases) it is refused by the server itself.

/** Databases live for a second: what tidies them up in the background only takes the machine's time. Two that wait for each other are found at once. */
const briefSettings = { autovacuum: 'off', max_wal_size: '256MB', deadlock_timeout: '20ms' };

const urlFor = (url: string, user: string, password: string): string => {
  const made = new URL(url);
  made.username = user;
  made.password = password;
  return made.href;
};

const quote = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** What the databases of all trials on one server need. */
interface Hub {
  readonly admin: Session;
  readonly server: PostgresServer;
  readonly databases: Databases;
  /** Goes on beside whatever is tried; the server is not stopped before it is done. */
  readonly inBackground: (work: Promise<void>) => void;
}

/** Databases of one trial, and the role that owns them. */
const openGround = async (hub: Hub, role: string, limits: Limits, signal: AbortSignal): Promise<Ground> => {
  signal.throwIfAborted();
  const { admin, databases } = hub;
  const { url, lost, major } = hub.server;
  const password = randomBytes(12).toString('hex');
  await makeRole(admin, role, password, hub.server);
  const names = new Map<ScratchDatabase, string>();
  const all: string[] = [];
  const endAll = async (): Promise<void> => {
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY ($1)', [`{${all.join(',')}}`]);
  };
  const stop = (): void => void endAll().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  const removeAll = async (made: readonly string[]): Promise<void> => {
    await databases.remove(all);
    await takeBack(admin, role, hub.server);
    for (const name of [...made, role]) await admin.query(`DROP ROLE IF EXISTS ${name}`);
  };
  /** With a server that is lost its databases are, too. */
  const unlessLost = async (reason: unknown): Promise<void> => {
    if ((await Promise.race([lost, sleep(1000)])) === undefined) throw reason;
  };
  return {
    create: async (from) => {
      signal.throwIfAborted();
      const origin = from && names.get(from);
      const name = await databases.create(role, origin);
      all.push(name);
      const carried = origin === undefined ? [] : await carriedOver(admin, origin, name);
      if (carried.length > 0) {
        // Its owner may do it as the migration did; who else may differs from server to server.
        await using owner = await openSession(urlFor(url(name), role, password));
        for (const statement of carried) await owner.query(statement);
      }
      let wasShut: string | undefined;
      const open = (): Promise<Connection> =>
        openConnection({ url: urlFor(url(name), role, password), major }, limits, async (pid) => {
          await admin.query('SELECT pg_terminate_backend($1::int)', [pid]);
        });
      const openUp = async (): Promise<void> => {
        wasShut ??= await shutBy(admin, name);
        await letIn(admin, name);
      };
      const database: ScratchDatabase = {
        connect: async () => {
          signal.throwIfAborted();
          try {
            return await open();
          } catch (reason) {
            await openUp().catch(() => Promise.reject(reason));
            return await open();
          }
        },
        shut: async () => wasShut ?? (await shutBy(admin, name)),
      };
      names.set(database, name);
      return database;
    },
    [Symbol.asyncDispose]: async () => {
      signal.removeEventListener('abort', stop);
      try {
        // Roles belong to the server: those that the migration made must not be there for the next.
        const made = await madeBy(admin, role, hub.server);
        const removed = removeAll(made);
        // Nobody else meets these databases; a role that is still there another migration would meet.
        if (made.length === 0) hub.inBackground(removed.catch(unlessLost));
        else await removed;
      } catch (error) {
        await unlessLost(error);
      }
    },
  };
};

/** Work that goes on beside the rest; the first of it that failed is told at the end. */
const background = (): { readonly add: Hub['inBackground']; readonly end: () => Promise<void> } => {
  const going = new Set<Promise<void>>();
  const failures: unknown[] = [];
  return {
    add: (work) => {
      const one = work
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => going.delete(one));
      going.add(one);
    },
    end: async () => {
      await Promise.all(going);
      if (failures.length > 0) throw failures[0];
    },
  };
};

/** PostgreSQL, as a place to try migrations. */
export const postgres: Engine = {
  name: 'postgres',
  start: async (scratch: Scratch, signal: AbortSignal, where?: string): Promise<ScratchServer> => {
    const server = await startServer(where, scratch, signal, { inMemory: true, plainPasswords: true, settings: briefSettings });
    try {
      const home = server.shared?.url ?? server.url('postgres');
      const [admin, maker] = [await openSession(home), await openSession(home)];
      await prepareAdmin(admin, server);
      const run = server.shared?.run ?? randomBytes(3).toString('hex');
      const databases = openDatabases({
        admin,
        maker,
        prefix: `drill_${run}`,
        byFiles: server.major >= 15 && !server.shared,
        visit: async (database) => {
          await using _visitor = await openSession(server.url(database));
        },
      });
      const { add, end } = background();
      const hub: Hub = { admin, server, databases, inBackground: add };
      let count = 0;
      return {
        name: `PostgreSQL ${server.version}`,
        lost: server.lost,
        capabilities: { transactionalDdl: true, keepsPlans: true, roles: true },
        split: splitScript,
        quote,
        watch: async (database, migration) => openWatcher(await database.connect(), migration),
        grow,
        differing: async (was, is, table, shown) => {
          await using one = await was.connect();
          await using other = await is.connect();
          const [compared] = await compareContent([sessionOf(one), sessionOf(other)], [table], { shown });
          return compared as TableComparison;
        },
        turnRows,
        deadlockMs: 1000,
        waitsAtMost: async (connection) => {
          const reply = await connection.ask({
            text: "SELECT setting FROM pg_settings WHERE name = 'lock_timeout' AND source = 'session' AND setting <> '0'",
          });
          const said = reply.kind === 'done' ? reply.rows[0]?.[0] : undefined;
          return said == null ? undefined : Number(said);
        },
        leaveUtc: async (connection) => {
          // As far from it as there is, so that days differ, too.
          await connection.ask({ text: "SET TimeZone TO 'Pacific/Kiritimati'" });
        },
        isSameQuery,
        isSameValue,
        heldTo,
        mayAll,
        lookout: async (database) => openLookout(await database.connect()),
        open: (limits, during) => {
          // Where there is a second trial there will be more.
          if (++count === 2) databases.makeAhead();
          return openGround(hub, `trial_${run}_${count}`, limits, during);
        },
        [Symbol.asyncDispose]: async () => {
          try {
            await end();
          } finally {
            for (const session of [admin, maker]) await session[Symbol.asyncDispose]();
            await server[Symbol.asyncDispose]();
          }
        },
      };
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  },
};
