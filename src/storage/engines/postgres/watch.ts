import { sleep } from '../../../core/deadline.ts';
import type { Asked, Connection, LockSeen, Sight, Watcher } from '../../engine.ts';
import { lockModes, relationWords } from './lock-modes.ts';

// What a migration does to tables that were there before it. Locks are looked at by a second session, which sees of tables only what is
// committed, so that new ones do not count; files and scans are told to the migration's own session alone until it commits.

const isSystem = String.raw`n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname LIKE 'pg\_toast%' OR n.nspname LIKE 'pg\_temp%'`;

/** Types, functions and schemas are locked, too; but whoever asks statements does not wait for those, only other migrations do. */
const relationsThere = `SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), ${relationWords},
    coalesce(i.indrelid, d.refobjid)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
    AND d.refclassid = 'pg_class'::regclass
  WHERE c.relkind IN ('r', 'p', 'm', 'v', 'S', 'i', 'I') AND NOT (${isSystem}) ORDER BY c.oid`;

const locksHeld = `SELECT relation, mode FROM pg_locks
  WHERE pid = $1 AND granted AND locktype = 'relation' AND relation = ANY ($2::oid[])
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Counters of what is flushed and of what is not yet: their sum only grows. */
const filesAndScans = `SELECT o, pg_relation_filenode(o),
    pg_stat_get_tuples_returned(o) + pg_stat_get_xact_tuples_returned(o),
    pg_stat_get_tuples_updated(o) + pg_stat_get_xact_tuples_updated(o) + pg_stat_get_tuples_deleted(o) + pg_stat_get_xact_tuples_deleted(o),
    (SELECT string_agg(pg_relation_filenode(indexrelid)::text, ' ' ORDER BY indexrelid) FROM pg_index WHERE indrelid = o),
    (SELECT source = 'session' AND setting <> '0' FROM pg_settings WHERE name = 'lock_timeout'),
    (SELECT reltuples FROM pg_class WHERE oid = o),
    (SELECT pg_stat_get_numscans(o) + pg_stat_get_xact_numscans(o) FROM pg_class
      WHERE oid = o AND pg_get_expr(relpartbound, oid) = 'DEFAULT'),
    (SELECT string_agg(attnum || ' ' || atttypid::regtype, ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = o AND atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype)),
    (SELECT source FROM pg_settings WHERE name = 'TimeZone')
  FROM unnest($1::oid[]) o`;

/** Milliseconds between two looks at a statement that lets go of its locks by itself. */
const pollMs = 2;

/** Of `1 timestamp…, 2 timestamp…`: has one of the columns become the other sort? */
const isRetyped = (was: string, is: string): boolean => {
  const now = new Map(is.split(', ').map((one) => [one.split(' ', 1)[0], one]));
  return was.split(', ').some((one) => one !== '' && (now.get(one.split(' ', 1)[0]) ?? one) !== one);
};

type Row = readonly (string | null)[];

/** A lock on a relation. Of a sequence a number is taken with an insert, and that waits for all but the weakest modes. */
const lockOn = (
  { name, kind }: { readonly name: string; readonly kind: string },
  of: string | undefined,
  mode: string,
  blocks: LockSeen['blocks'],
): LockSeen => ({
  table: name,
  mode,
  blocks: kind === 'sequence' && blocks.length > 0 ? ['insert'] : blocks,
  ...(kind === 'table' ? {} : { kind: kind as NonNullable<LockSeen['kind']> }),
  ...(of === undefined ? {} : { of }),
});

/** An UPDATE or DELETE keeps all who change the same rows waiting, to the end of its transaction. */
const rowsLocked = (table: string): LockSeen => ({ table, kind: 'rows', mode: 'ROW LOCKS', blocks: ['update', 'delete'] });

const [, strongest, everybody] = lockModes[0] as (typeof lockModes)[number];

/** What cannot be in a transaction (VACUUM FULL) has let go again: nobody writes a table anew without having it for himself. */
const goneIn = (rewritten: readonly string[], locks: readonly LockSeen[]): readonly LockSeen[] =>
  rewritten
    .filter((table) => !locks.some((lock) => lock.table === table && lock.blocks.length > 0))
    .map((table) => ({ table, mode: strongest, blocks: everybody }));

const rowsOf = async (connection: Connection, asked: Asked): Promise<readonly Row[]> => {
  const reply = await connection.ask(asked);
  return reply.kind === 'done' ? reply.rows : [];
};

/** Watches what `migration` does, from `second`: another session of the same database. Ends `second` with itself. */
export const openWatcher = async (second: Connection, migration: Connection): Promise<Watcher> => {
  const [[pid] = []] = await rowsOf(migration, { text: 'SELECT pg_backend_pid()' });
  const relations = new Map(
    (await rowsOf(second, { text: relationsThere })).map(([oid, name, kind, of]) => [
      oid ?? '',
      { name: name ?? '', kind: kind ?? '', of },
    ]),
  );
  const tables = new Map(
    [...relations].filter(([, { kind }]) => /^(table|materialized view)$/.test(kind)).map(([oid, { name }]) => [oid, name]),
  );
  const oids = `{${[...tables.keys()].join(',')}}`;
  const all = `{${[...relations.keys()].join(',')}}`;
  const stateOf = async (): Promise<ReadonlyMap<string, Row>> =>
    new Map((await rowsOf(migration, { text: filesAndScans, values: [oids] })).map((row) => [row[0] ?? '', row]));
  const locksNow = async (): Promise<readonly LockSeen[]> => {
    const held = await rowsOf(second, { text: locksHeld, values: [pid ?? '0', all] });
    const seen = lockModes.flatMap(([name, mode, blocks]) =>
      held.flatMap(([oid = '', one]): LockSeen[] => {
        const found = one === name ? relations.get(oid ?? '') : undefined;
        return found ? [lockOn(found, tables.get(found.of ?? ''), mode, blocks)] : [];
      }),
    );
    // What comes with the lock of its table, or keeps nobody waiting, is not told of what is no table.
    const isTold = ({ kind, of, blocks }: LockSeen): boolean =>
      kind === undefined ||
      (blocks.length > 0 && !seen.some((other) => other.kind === undefined && other.table === of && other.blocks.length >= blocks.length));
    return seen.filter(isTold);
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
        const rows = Number(was?.[6]);
        // The partition of what no other takes is read to see that nothing in it belongs to a new one; few rows are made that fall into it.
        if (rows <= 0 && Number(is?.[7] ?? 0) > Number(was?.[7] ?? 0)) return true;
        return Number(is?.[2]) - Number(was?.[2]) > Math.max(0, rows / 10);
      };
      const those = (is: (oid: string) => boolean): string[] =>
        [...now.keys()].filter((oid) => before.has(oid) && is(oid)).map((oid) => tables.get(oid) ?? '');
      const isMostlyWritten = (oid: string): boolean => {
        const [was, is] = [before.get(oid), now.get(oid)];
        // Of a table that was never analysed nobody knows how much a row is.
        const rows = Number(was?.[6] ?? -1);
        return rows >= 0 && Number(is?.[3]) - Number(was?.[3]) > rows / 10;
      };
      // From the one sort of timestamp to the other, where the migration has not said in which zone: outside of UTC that writes the table anew.
      const isWrittenElsewhere = (oid: string): boolean =>
        now.get(oid)?.[9] !== 'session' && isRetyped(before.get(oid)?.[8] ?? '', now.get(oid)?.[8] ?? '');
      // What only gets a new, empty file (TRUNCATE) is not read for it.
      const rewritten = those((oid) => (differs(oid, 1) && isRead(oid)) || isWrittenElsewhere(oid));
      const sight: Sight = {
        locks: [...locks, ...goneIn(rewritten, locks), ...those(isMostlyWritten).map(rowsLocked)],
        rewritten,
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
