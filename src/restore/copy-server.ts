import { join } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';
import type { Enclosure } from '../core/enclosure/enclosure.ts';
import type { Scratch } from '../core/scratch/scratch.ts';
import { startEmbedded } from '../storage/engines/postgres/embedded.ts';
import { openGiven } from '../storage/engines/postgres/given.ts';
import { programsOf } from '../storage/engines/postgres/installed.ts';
import { openSession } from '../storage/engines/postgres/session.ts';
import type { EmptyDatabase } from './provider.ts';

/** A server with an empty database on it, that a dump is restored to. */
export interface CopyServer extends AsyncDisposable {
  /** `PostgreSQL 18.4` */
  readonly name: string;
  readonly empty: EmptyDatabase;
  /** What it said so far; of a server that is there already, nothing is known. */
  readonly log: () => Promise<readonly string[]>;
}

interface Wanted {
  readonly scratch: Scratch;
  readonly into?: string | undefined;
  readonly programs?: string | undefined;
  readonly major?: number;
  /** The network that one of our own runs in. */
  readonly inside?: Enclosure | undefined;
}

const name = 'restored';

/** What sessions are answered is theirs, and no complaint of the server; a subscription that a dump brings is not resumed. */
const ownSettings = { log_line_prefix: '%m [%p] %qsession ', max_logical_replication_workers: '0' };

/** Somebody said that nothing on it matters; a database with tables in it says otherwise. */
const refuseUsed = async (url: string): Promise<void> => {
  await using session = await openSession(url).catch((cause: unknown) => {
    throw new DrillError('backup/unreachable', `the server of \`into\` cannot be connected to: ${messageOf(cause)}`, {
      fix: 'check host, port, database, user and password of its URL',
      cause,
    });
  });
  const [found] = await session.query<{ database: string; tables: string }>(
    `SELECT current_database() AS database, count(*) AS tables FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
  );
  if (found && found.tables !== '0')
    throw new DrillError('backup/target-not-empty', `the database ${found.database} of \`into\` has ${found.tables} tables in it`, {
      why: 'What is restored is restored where nothing is that could matter to somebody.',
      fix: 'name an empty database of a server that is there for this alone, such as /postgres',
    });
};

/** Starts or opens a server and makes an empty database on it. @throws DrillError `backup/…`, `server/…`, `postgres/…` */
export const openCopyServer = async ({ scratch, into, programs, major, inside }: Wanted, signal: AbortSignal): Promise<CopyServer> => {
  if (into !== undefined) await refuseUsed(into);
  const installed = await programsOf({
    ...(programs !== undefined && { programs }),
    ...(programs === undefined && major !== undefined && { major }),
  });
  const sockets = join(await scratch.inMemory(), 'c');
  const server =
    into === undefined
      ? await startEmbedded(scratch, signal, {
          installed,
          inMemory: true,
          settings: ownSettings,
          ...(inside && { inside: { way: inside, sockets } }),
        })
      : await openGiven(into, scratch);
  try {
    await server.createDatabase(name);
    const url = server.url(name);
    await using session = await openSession(url);
    const [made] = await session.query<{ database: string }>('SELECT current_database() AS database');
    return {
      name: `PostgreSQL ${server.version}`,
      empty: { url, database: made?.database ?? name, ...(server.shared && { run: server.shared.run }) },
      log: () => server.tail(10_000),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
};
