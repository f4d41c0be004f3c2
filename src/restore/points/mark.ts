import { randomBytes } from 'node:crypto';
import { pointKinds, type PointKind } from '../../model/journal.ts';
import type { RecoveryTarget } from '../../storage/engines/postgres/restored.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';

// Points in time that a restore is told to stop at, each between two things that were committed just before it and just after it.

/** What was committed on one side of a point: a row of the drill's own, or a transaction that left nothing but its place in the log. */
export type Mark = { readonly kind: 'row'; readonly id: string } | { readonly kind: 'transaction'; readonly id: string };

export interface Point {
  readonly kind: PointKind;
  readonly target: RecoveryTarget;
  readonly before: Mark;
  readonly after: Mark;
  /** In the log, just after the second mark: what has to be archived. */
  readonly end: string;
  readonly timeline: number;
  /** When the second mark was committed, ms on the monotonic clock. */
  readonly atMs: number;
}

/** Where rows go: a table of its own, in a schema of its own, in a database that the drill made. */
const table = 'drill_points.mark';

const begin = async (session: Session): Promise<void> => {
  await session.query('CREATE SCHEMA IF NOT EXISTS drill_points');
  await session.query(`CREATE TABLE IF NOT EXISTS ${table} (id text PRIMARY KEY)`);
};

const commit = async (session: Session, kind: Mark['kind']): Promise<Mark> => {
  if (kind === 'row') {
    const id = randomBytes(6).toString('hex');
    await session.query(`INSERT INTO ${table} VALUES ($1)`, [id]);
    return { kind, id };
  }
  const [made] = await session.query<{ id: string }>(
    "SELECT pg_current_xact_id()::text AS id FROM pg_logical_emit_message(true, 'drill', 'a point in time')",
  );
  return { kind, id: made?.id ?? '' };
};

/** The instant is one at which the second mark cannot have been committed yet, by the clock that writes both down. */
const targetOf: { readonly [Kind in PointKind]: (session: Session, before: Mark) => Promise<RecoveryTarget> } = {
  time: async (session) => {
    const [now] = await session.query<{ at: string }>(
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00') AS at",
    );
    await session.query('SELECT pg_sleep(0.005)');
    return { kind: 'time', at: now?.at ?? '' };
  },
  lsn: async (session) => {
    const [now] = await session.query<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at');
    return { kind: 'lsn', at: now?.at ?? '' };
  },
  name: async (session) => {
    const name = `drill-${randomBytes(4).toString('hex')}`;
    await session.query('SELECT pg_create_restore_point($1)', [name]);
    return { kind: 'restore-point', name };
  },
  xid: async (session, before) => {
    if (before.kind === 'transaction') return { kind: 'xid', id: before.id };
    const [made] = await session.query<{ id: string }>(`SELECT xmin::text AS id FROM ${table} WHERE id = $1`, [before.id]);
    return { kind: 'xid', id: made?.id ?? '' };
  },
};

/** The timeline that a server writes on, and where it is in the log. */
const placeOf = async (session: Session): Promise<Pick<Point, 'end' | 'timeline'>> => {
  const [now] = await session.query<{ place: string; segment: string }>(
    'SELECT pg_current_wal_insert_lsn()::text AS place, pg_walfile_name(pg_current_wal_insert_lsn()) AS segment',
  );
  return { end: now?.place ?? '', timeline: Number.parseInt(now?.segment.slice(0, 8) ?? '1', 16) };
};

/**
 * Marks a point of each kind, one after the other. Whatever else is written meanwhile is on either side of it.
 * @param as rows where the database is the drill's own; transactions change nothing that anybody reads
 */
export const markPoints = async (session: Session, kinds: readonly PointKind[], as: Mark['kind']): Promise<readonly Point[]> => {
  if (as === 'row' && kinds.length > 0) await begin(session);
  const points: Point[] = [];
  for (const kind of pointKinds.filter((one) => kinds.includes(one))) {
    const before = await commit(session, as);
    const target = await targetOf[kind](session, before);
    const after = await commit(session, as);
    points.push({ kind, target, before, after, atMs: performance.now(), ...(await placeOf(session)) });
  }
  return points;
};

/** Is it there? A server that has not come to a transaction yet refuses to tell of it. */
export const isThere = async (session: Session, mark: Mark): Promise<boolean> => {
  if (mark.kind === 'row') {
    const [table_] = await session.query<{ there: string }>(`SELECT to_regclass('${table}') IS NOT NULL AS there`);
    if (table_?.there !== 't') return false;
    const rows = await session.query(`SELECT FROM ${table} WHERE id = $1`, [mark.id]);
    return rows.length > 0;
  }
  try {
    const [row] = await session.query<{ status: string | null }>('SELECT pg_xact_status($1::xid8) AS status', [mark.id]);
    return row?.status === 'committed';
  } catch (error) {
    if ((error as { code?: string }).code === '22023') return false; // It is in the future.
    throw error;
  }
};
