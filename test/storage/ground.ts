import { randomBytes } from 'node:crypto';
import { openScratch } from '../../src/core/scratch/scratch.ts';
import type { Catalog } from '../../src/storage/catalog.ts';
import type { Connection } from '../../src/storage/engine.ts';
import { openConnection } from '../../src/storage/engines/postgres/connection.ts';
import { startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';

/** A database with a schema, as a trial sees it. */
export interface Store extends AsyncDisposable {
  readonly connection: Connection;
  readonly catalog: Catalog;
}

export interface Stores extends AsyncDisposable {
  /** Where its log of statements lies, with the settings for one. */
  readonly statementLog: string;
  readonly with: (sql: string) => Promise<Store>;
}

/** A real server for the tests of one file, with a database for each test. */
export const stores = async (settings: Readonly<Record<string, string>> = {}): Promise<Stores> => {
  const scratch = await openScratch(`test${randomBytes(4).toString('hex')}`);
  const server = await startEmbedded(scratch, AbortSignal.timeout(60_000), { settings, inMemory: true });
  let count = 0;
  return {
    statementLog: server.statementLog,
    with: async (sql) => {
      const name = `test_${++count}`;
      await server.createDatabase(name);
      {
        // Extensions want the rights of a superuser.
        await using session = await openSession(server.url(name));
        await session.query(sql);
      }
      const connection = await openConnection(
        { url: server.url(name), major: server.major },
        { statementMs: 20_000, lockMs: 1000, scriptMs: 60_000 },
        async () => {},
      );
      return { connection, catalog: await connection.catalog(), [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() };
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
};

/** The rows of an answer, or the refusal as an error of the test. */
export const rowsOf = async (connection: Connection, text: string): Promise<readonly (readonly (string | null)[])[]> => {
  const reply = await connection.ask({ text });
  if (reply.kind === 'refused') throw new Error(`${text}: ${reply.refusal.message}`);
  return reply.rows;
};
