import { sleep } from '../../../core/deadline.ts';
import { DrillError } from '../../../core/error.ts';
import type { Session } from './session.ts';

/** How long a server may take to hand the last of its log to the archive, once it is asked to, ms. */
const patienceMs = 30_000;

/**
 * Waits until the log is archived up to a place; the server is asked to go on with another segment, which not everybody may.
 * @throws DrillError `restore/not-archived`
 */
export const untilArchived = async (session: Session, place: string, signal: AbortSignal, ms = patienceMs): Promise<void> => {
  const [wanted] = await session.query<{ segment: string }>('SELECT pg_walfile_name($1::pg_lsn) AS segment', [place]);
  await session.query('SELECT pg_switch_wal()').catch(() => []);
  const latest = performance.now() + ms;
  for (;;) {
    const [now] = await session.query<{ done: string; failed: string | null }>(
      `SELECT coalesce(last_archived_wal, '') >= $1 AS done,
              CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN last_failed_wal END AS failed FROM pg_stat_archiver`,
      [wanted?.segment ?? ''],
    );
    if (now?.done === 't') return;
    if (performance.now() > latest)
      throw new DrillError(
        'restore/not-archived',
        `the server does not archive its log${now?.failed ? `: it fails at ${now.failed}` : ''}`,
        {
          kind: 'internal',
          fix: 'look at archive_command, and at the room where it archives to',
        },
      );
    await sleep(20, signal);
  }
};
