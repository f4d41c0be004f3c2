import { randomBytes } from 'node:crypto';
import { openScratch, type Scratch } from '../../../../src/core/scratch/scratch.ts';
import { type PostgresServer, startEmbedded } from '../../../../src/storage/engines/postgres/embedded.ts';
import { openSession, type Session } from '../../../../src/storage/engines/postgres/session.ts';

/** A real server for the tests of one file, with a database for each test. */
export interface Databases extends AsyncDisposable {
  readonly fresh: (sql?: string) => Promise<Session>;
  /** The same, but the SQL is run once for all who ask for it. */
  readonly copy: (sql: string) => Promise<Session>;
  /** Connection URL of a database on it. */
  readonly url: (database: string) => string;
}

export const databases = async (): Promise<Databases> => {
  const scratch: Scratch = await openScratch(`test${randomBytes(4).toString('hex')}`);
  const server: PostgresServer = await startEmbedded(scratch, AbortSignal.timeout(60_000), { inMemory: true });
  let count = 0;
  const fresh = async (sql?: string): Promise<Session> => {
    const name = `test_${++count}`;
    await server.createDatabase(name);
    const session = await openSession(server.url(name));
    if (sql !== undefined) await session.query(sql);
    return session;
  };
  const templates = new Map<string, Promise<string>>();
  const templateOf = async (sql: string): Promise<string> => {
    await using session = await fresh(sql);
    const [row] = await session.query<{ name: string }>('SELECT current_database() AS name');
    return row?.name ?? '';
  };
  return {
    fresh,
    copy: async (sql) => {
      const template = templates.get(sql) ?? templateOf(sql);
      templates.set(sql, template);
      const name = `test_${++count}`;
      await using admin = await openSession(server.url('postgres'));
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${await template}`);
      return openSession(server.url(name));
    },
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
};
