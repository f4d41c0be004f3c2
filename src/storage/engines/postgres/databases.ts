import { sleep } from '../../../core/deadline.ts';
import type { Session } from './session.ts';

// Making and removing a database is the copying and deleting of 300 files. Where many trials follow each other it is done while
// others are tried, by a session of its own.

/** The databases that trials work in, on one server. */
export interface Databases {
  /** A new one of this owner: empty, or the copy of one that nobody is connected to. */
  readonly create: (owner: string, from?: string) => Promise<string>;
  /** Removes them, whoever is connected. */
  readonly remove: (names: readonly string[]) => Promise<void>;
  /** From now on some are made ahead. */
  readonly makeAhead: () => void;
}

/** As many as trials that go on at a time, so that each finds one. */
const ahead = 3;

/** Connections that were closed take a moment to be gone, and CREATE DATABASE itself would look again after 100 ms only. */
const untilAlone = async (session: Session, database: string): Promise<void> => {
  for (let look = 0; look < 500; look++) {
    const [there] = await session.query<{ count: string }>('SELECT count(*) FROM pg_stat_activity WHERE datname = $1', [database]);
    if (there?.count === '0') return;
    await sleep(2);
  }
};

export interface DatabasesOptions {
  /** Asked what somebody waits for. */
  readonly admin: Session;
  /** Asked what nobody waits for. */
  readonly maker: Session;
  /** Begins the name of each. */
  readonly prefix: string;
  /** Connects to one and leaves again. */
  readonly visit: (database: string) => Promise<void>;
  /** Copies files, which is four times as fast as by way of the log where nothing is flushed, and flushes all of the server's. */
  readonly byFiles: boolean;
}

/** @param options.admin has the right to make databases, and to give them to the owners */
export const openDatabases = ({ admin, maker, prefix, visit, byFiles }: DatabasesOptions): Databases => {
  let count = 0;
  const make = async (session: Session, from: string, owner?: string): Promise<string> => {
    const name = `${prefix}_${++count}`;
    const parts = [owner === undefined ? '' : `OWNER ${owner}`, `TEMPLATE ${from}`, byFiles ? 'STRATEGY FILE_COPY' : ''];
    await session.query(`CREATE DATABASE ${name} ${parts.join(' ')}`);
    return name;
  };
  /** Empty, and somebody has been there: the file that each first connection would write is copied along. */
  let visited: Promise<string> | undefined;
  const openVisited = async (): Promise<string> => {
    const name = await make(maker, 'template0');
    await visit(name);
    await untilAlone(maker, name);
    return name;
  };
  const made: Promise<string>[] = [];
  const oneMore = (): void => {
    if (!visited) return;
    const next = visited.then((from) => make(maker, from));
    next.catch(() => {}); // Whoever takes it hears of it.
    made.push(next);
  };
  return {
    create: async (owner, from) => {
      if (from !== undefined) {
        await untilAlone(admin, from);
        return make(admin, from, owner);
      }
      const next = made.shift();
      oneMore();
      if (!next) return make(admin, 'template0', owner);
      const name = await next;
      await admin.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
      return name;
    },
    remove: async (names) => {
      for (const name of names) await maker.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
    makeAhead: () => {
      if (visited) return;
      visited = openVisited();
      visited.catch(() => {});
      for (let one = 0; one < ahead; one++) oneMore();
    },
  };
};
