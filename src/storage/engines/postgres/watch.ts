import { sleep } from '../../../core/deadline.ts';
import type { Asked, Connection, LockSeen, Sight, Watcher } from '../../engine.ts';
import { lockModes } from './lock-modes.ts';

// What a migration does to tables that were there before it. Locks are looked at by a second session, which sees of tables only what is
// committed, so that new ones do not count; files and scans are told to the migration's own session alone until it commits.

const isSystem = String.raw`n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname LIKE 'pg\_toast%' OR n.nspname LIKE 'pg\_temp%'`;

const tablesThere = `SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND NOT (${isSystem}) ORDER BY c.oid`;

const locksHeld = `SELECT relation, mode FROM pg_locks
  WHERE pid = $1 AND granted AND locktype = 'relation' AND relation = ANY ($2::oid[])
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Counters of what is flushed and of what is not yet: their sum only grows. */
const filesAndScans = `SELECT o, pg_relation_filenode(o),
    pg_stat_get_tuples_returned(o) + pg_stat_get_xact_tuples_returned(o),
    pg_stat_get_tuples_updated(o) + pg_stat_get_xact_tuples_updated(o) + pg_stat_get_tuples_deleted(o) + pg_stat_get_xact_tuples_deleted(o),
    (SELECT string_agg(pg_relation_filenode(indexrelid)::text, ' ' ORDER BY indexrelid) FROM pg_index WHERE indrelid = o),
    (SELECT source = 'session' AND setting <> '0' FROM pg_settings WHERE name = 'lock_timeout'),
   
    (SELECT reltuples FROM pg_class WHERE oid = o)
  FROM unnest($1::oid[]) o`;

/** Milliseconds between two looks at a statement that lets go of its locks by itself. */
const pollMs = 2;

type Row = readonly (string | null)[];

const rowsOf = async (connection: Connection, asked: Asked): Promise<readonly Row[]> => {
  const reply = await connection.ask(asked);
  return reply.kind === 'done' ? reply.rows : [];
};

/** Watches what `migration` does, from `second`: another session of the same database. Ends `second` with itself. */
export const openWatcher = async (second: Connection, migration: Connection): Promise<Watcher> => {
  const [[pid] = []] = await rowsOf(migration, { text: 'SELECT pg_backend_pid()' });
  const tables = new Map((await rowsOf(second, { text: tablesThere })).map(([oid, name]) => [oid ?? '', name ?? '']));
  const oids = `{${[...tables.keys()].join(',')}}`;
  const stateOf = async (): Promise<ReadonlyMap<string, Row>> =>
    new Map((await rowsOf(migration, { text: filesAndScans, values: [oids] })).map((row) => [row[0] ?? '', row]));
  const locksNow = async (): Promise<readonly LockSeen[]> => {
    const held = await rowsOf(second, { text: locksHeld, values: [pid ?? '0', oids] });
    return lockModes.flatMap(([name, mode, blocks]) =>
      held.filter(([, one]) => one === name).map(([oid]): LockSeen => ({ table: tables.get(oid ?? '') ?? '', mode, blocks })),
    );
  };
  let before = await stateOf();
  return {
    look: async (): Promise<Sight> => {
      const locks = await locksNow();
      const now = await stateOf();
      const differs = (oid: string, field: number): boolean => now.get(oid)?.[field] !== before.get(oid)?.[field];
      // Workers of a parallel scan count for themselves, and tell when they please.
      const isRead = (oid: string): boolean => {
        const [was, is] = [before.get(oid), now.get(oid)];
        return Number(is?.[2]) - Number(was?.[2]) > Math.max(0, Number(was?.[6]) / 10);
      };
      const those = (is: (oid: string) => boolean): string[] =>
        [...now.keys()].filter((oid) => before.has(oid) && is(oid)).map((oid) => tables.get(oid) ?? '');
      const sight: Sight = {
        locks,
        // What only gets a new, empty file (TRUNCATE) is not read for it.
        rewritten: those((oid) => differs(oid, 1) && isRead(oid)),
        scanned: those(isRead),
        written: those((oid) => differs(oid, 3)),
        indexed: those((oid) => differs(oid, 4) && now.get(oid)?.[4] != null),
        limitsWaiting: [...now.values()].some((row) => row[5] === 't'),
      };
      before = now;
      return sight;
    },
    during: async (work) => {
      const seen = new Map<string, LockSeen>();
      const over = new AbortController();
      const polling = (async () => {
        while (!over.signal.aborted) {
          for (const lock of await locksNow()) seen.set(`${lock.mode} ${lock.table}`, lock);
          await sleep(pollMs);
        }
      })();
      try {
        return { result: await work(), locks: () => [...seen.values()] };
      } finally {
        over.abort();
        await polling;
      }
    },
    [Symbol.asyncDispose]: () => second[Symbol.asyncDispose](),
  };
};
