import { randomBytes } from 'node:crypto';
import { sleep } from '../../core/deadline.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import type { Manifest, SequenceState } from '../manifest.ts';
import type { Source } from '../provider.ts';
import { readSequences } from './read.ts';

// What the source held has to be known of a moment that a restore can be brought to, to the transaction. A place in the log is such a
// moment where a snapshot sees exactly what was written before it.

/** A moment at which it is known what a source holds. Until it is disposed of, others can read what it held. */
export interface Moment extends AsyncDisposable {
  readonly place: Manifest['moment'];
  /** Exported: `SET TRANSACTION SNAPSHOT`. */
  readonly snapshot: string;
  /** None of them stands behind on a copy of this moment. */
  readonly sequences: readonly SequenceState[];
}

/** Whoever writes waits for no longer than this, ms; then it is tried again. */
const lockMs = 500;
const lockTries = 20;
/** How often it is looked whether nobody wrote meanwhile, and for how long in all, ms. */
const lookMs = 5;
const looksMs = 20_000;

const noMoment = (why: string, fix: string, cause?: unknown): DrillError =>
  new DrillError('backup/no-moment', `no moment could be had at which it is known what the source holds: ${why}`, {
    why: 'What was backed up is written down as of one place in the log.',
    fix,
    cause,
    kind: 'internal',
  });

const tablesOf = (session: Session): Promise<{ name: string }[]> =>
  session.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1`,
  );

/** Ends the transaction that holds the snapshot, and the session where it is the moment's own. */
const ending = (session: Session, isOwn: boolean) => async (): Promise<void> => {
  await session.query('ROLLBACK').catch(() => []);
  if (isOwn) await session[Symbol.asyncDispose]();
};

/**
 * Stops writers, for as long as it takes to write one record. The first query of the transaction waits for locks, the second takes the
 * snapshot; another session goes on with it, so that everybody writes again.
 */
const lockedMoment = async ({ session, url }: Source): Promise<Moment> => {
  const name = `drill-${randomBytes(4).toString('hex')}`;
  for (let attempt = 1; ; attempt++) {
    const tables = (await tablesOf(session)).map((table) => table.name);
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    try {
      await session.query(`SET LOCAL lock_timeout = ${lockMs}`);
      if (tables.length > 0) await session.query(`LOCK TABLE ${tables.join(', ')} IN SHARE MODE`);
      const sequences = await readSequences(session);
      const [made] = await session.query<{ snapshot: string; at: string }>(
        'SELECT pg_export_snapshot() AS snapshot, pg_create_restore_point($1)::text AS at',
        [name],
      );
      const holder = await openSession(url);
      try {
        await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        await holder.query(`SET TRANSACTION SNAPSHOT '${made?.snapshot ?? ''}'`);
        const [again] = await holder.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
        await session.query('ROLLBACK');
        return {
          place: { kind: 'restore-point', name, at: made?.at ?? '' },
          snapshot: again?.snapshot ?? '',
          sequences,
          [Symbol.asyncDispose]: ending(holder, true),
        };
      } catch (error) {
        await holder[Symbol.asyncDispose]();
        throw error;
      }
    } catch (error) {
      await session.query('ROLLBACK').catch(() => []);
      if ((error as { code?: string }).code !== '55P03' || attempt === lockTries)
        throw noMoment(
          `nobody lets it have one (${messageOf(error)})`,
          'take it when no long transaction is open, with the rights to lock tables and to call pg_create_restore_point; or say moment: snapshot',
          error,
        );
    }
  }
};

/**
 * In the server, for between two messages somebody always writes: each statement in it sees what is committed by then, and looks at the end
 * of the log once more. A transaction is committed in the log some milliseconds before others see it: nobody may be about to, but who waits
 * for its client or for a lock is not. Each try leaves a small file until the transaction ends.
 */
const looks = `DO $drill$
DECLARE before pg_lsn; after pg_lsn; seen text; running text; is_busy boolean;
BEGIN
  FOR attempt IN 1..500 LOOP
    before := pg_current_wal_insert_lsn();
    PERFORM pg_stat_clear_snapshot();
    SELECT count(*) > 0 INTO is_busy FROM pg_stat_activity
     WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND coalesce(wait_event_type, '') NOT IN ('Client', 'Lock');
    CONTINUE WHEN is_busy;
    SELECT pg_export_snapshot(), pg_current_wal_insert_lsn(), (SELECT coalesce(json_agg(x::text), '[]') FROM pg_snapshot_xip(pg_current_snapshot()) x)
      INTO seen, after, running;
    IF before = after THEN
      PERFORM set_config('drill.snapshot', seen, false), set_config('drill.place', before::text, false), set_config('drill.running', running, false);
      RETURN;
    END IF;
  END LOOP;
  PERFORM set_config('drill.snapshot', '', false);
END $drill$`;

/**
 * Looks until nothing was written to the log while a snapshot was taken: then it sees what was written before that place. Transactions
 * that were under way then must not be committed by a record before it, which the copy is asked later (`running`). Writes nothing.
 */
const quietMoment = async ({ session }: Source, signal: AbortSignal): Promise<Moment> => {
  const until = performance.now() + looksMs;
  for (;;) {
    signal.throwIfAborted();
    const sequences = await readSequences(session);
    await session.query('BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY');
    try {
      await session.query(looks);
      const [seen] = await session.query<{ snapshot: string; running: string; at: string }>(
        "SELECT current_setting('drill.snapshot') AS snapshot, current_setting('drill.place', true) AS at, current_setting('drill.running', true) AS running",
      );
      if (seen && seen.snapshot !== '')
        return {
          place: { kind: 'lsn', at: seen.at, running: JSON.parse(seen.running) as string[] },
          snapshot: seen.snapshot,
          sequences,
          [Symbol.asyncDispose]: ending(session, false),
        };
      await session.query('ROLLBACK');
    } catch (error) {
      await session.query('ROLLBACK').catch(() => []);
      throw noMoment(messageOf(error), 'give the role of `source` the right to read what is backed up', error);
    }
    if (performance.now() > until)
      throw noMoment(
        'somebody wrote each time that it was looked',
        'say moment: lock, with a role that may lock tables and call pg_create_restore_point',
      );
    await sleep(lookMs, signal);
  }
};

/** A moment that a copy of the whole cluster can be recovered to. @throws DrillError `backup/no-moment` */
export const momentOf = (source: Source, how: 'snapshot' | 'lock', signal: AbortSignal): Promise<Moment> =>
  how === 'lock' ? lockedMoment(source) : quietMoment(source, signal);

/** A moment for who takes a backup of a snapshot. @throws DrillError `backup/no-moment` */
export const exportedMoment = async ({ url }: Source): Promise<Moment> => {
  const session = await openSession(url);
  try {
    const sequences = await readSequences(session);
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [made] = await session.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    return {
      place: { kind: 'snapshot' },
      snapshot: made?.snapshot ?? '',
      sequences,
      [Symbol.asyncDispose]: ending(session, true),
    };
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw noMoment(messageOf(error), 'give the role of `source` the right to read what is backed up', error);
  }
};
