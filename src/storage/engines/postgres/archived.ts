import { sleep } from '../../../core/deadline.ts';
import { DrillError } from '../../../core/error.ts';
import type { Session } from './session.ts';

/** No archive is waited for longer, ms. */
const longestMs = 120_000;
const lookMs = 20;

interface Archiver {
  readonly mode: string;
  readonly last: string | null;
  readonly failed: string | null;
}

const archiverOf = async (session: Session): Promise<Archiver | undefined> =>
  (
    await session.query<Archiver>(
      "SELECT current_setting('archive_mode') AS mode, last_archived_wal AS last, CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN last_failed_wal END AS failed FROM pg_stat_archiver",
    )
  )[0];

/** Where the log is now. One record without content goes into it, for where nobody writes a place is never passed. */
const placeNow = async (session: Session): Promise<string> => {
  await session.query('SELECT pg_current_xact_id()');
  const [now] = await session.query<{ place: string }>('SELECT pg_current_wal_insert_lsn()::text AS place');
  return now?.place ?? '';
};

/** Closes the segment; who may not waits for the server to do it, after its archive_timeout. */
const close = (session: Session): Promise<unknown> => session.query('SELECT pg_switch_wal()').catch(() => []);

/**
 * Waits until a server has archived its log up to a place, or to where it is now: a copy cannot be brought to a place that is not in the
 * archive yet. The segment is closed, where the role may. Where the server archives nothing by itself (others fetch its log), nothing is
 * waited for.
 * @throws DrillError `backup/not-archived`
 */
export const untilArchived = async (
  session: Session,
  { place, ms = longestMs }: { readonly place?: string; readonly ms?: number },
  signal: AbortSignal,
): Promise<void> => {
  const before = await archiverOf(session);
  if (before?.mode === 'off') return;
  const [wanted] = await session.query<{ segment: string }>('SELECT pg_walfile_name($1::pg_lsn) AS segment', [
    place ?? (await placeNow(session)),
  ]);
  await close(session);
  let label: string | undefined;
  const until = performance.now() + ms;
  for (;;) {
    const now = await archiverOf(session);
    if ((now?.last ?? '').slice(0, 24) >= (wanted?.segment ?? '')) return;
    // A backup's label may be archived behind the segment, and hide it: the next segment tells.
    if (now?.last?.endsWith('.backup') && now.last !== label) {
      label = now.last;
      await placeNow(session);
      await close(session);
    }
    if (performance.now() > until)
      throw new DrillError('backup/not-archived', `the source has not archived its log up to ${wanted?.segment ?? ''}`, {
        why:
          now?.failed === null || now === undefined
            ? 'It archives a segment when it is full, or after archive_timeout.'
            : `Its archive_command fails with ${now.failed}.`,
        fix: 'look at archive_command and archive_timeout; or give the role of `source` the right to call pg_switch_wal',
        kind: 'internal',
      });
    await sleep(lookMs, signal);
  }
};
