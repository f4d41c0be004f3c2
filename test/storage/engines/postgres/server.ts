import { randomBytes } from 'node:crypto';
import { openScratch, type Scratch } from '../../../../src/core/scratch/scratch.ts';
import { type PostgresServer, startEmbedded } from '../../../../src/storage/engines/postgres/embedded.ts';
import { openSession, type Session } from '../../../../src/storage/engines/postgres/session.ts';

/** A real server for the tests of one file, with a database for each test. */
export interface Databases extends AsyncDisposable {
  readonly fresh: (sql?: string) => Promise<Session>;
}

export const databases = async (): Promise<Databases> => {
  const scratch: Scratch = await openScratch(`test${randomBytes(4).toString('hex')}`);
  const server: PostgresServer = await startEmbedded(scratch, AbortSignal.timeout(60_000));
  let count = 0;
  return {
    fresh: async (sql) => {
      const name = `test_${++count}`;
      await server.createDatabase(name);
      const session = await openSession(server.url(name));
      if (sql !== undefined) await session.query(sql);
      return session;
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
};
