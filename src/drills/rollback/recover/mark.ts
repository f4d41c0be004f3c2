import { messageOf } from '../../../core/error.ts';
import { openSession, type Session } from '../../../storage/engines/postgres/session.ts';
import type { Stage } from '../stage.ts';
import type { Mark } from './state.ts';

/**
 * Makes a restore point. What had been acknowledged before it is made is committed before it, so it is owed by whoever goes back there;
 * what is acknowledged from now on may be on either side of it.
 */
export const mark = async (stage: Stage, session: Session, name: string): Promise<Mark> => {
  const [owed, at] = [stage.observer.acked.slots(), performance.now() - stage.originMs];
  const [made] = await session.query<{ place: string; instant: string }>(
    'SELECT pg_create_restore_point($1)::text AS place, to_char(clock_timestamp() AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\') AS instant',
    [name],
  );
  return { name, place: made?.place ?? '', instant: made?.instant ?? '', at, owed };
};

/** The database that the route asks about its state: the first that is brought back. */
export const openMarked = (stage: Stage): Promise<Session> => openSession(stage.urls[stage.plan.recover?.stores[0] ?? ''] ?? '');

/** Answers of a query that mean that nothing is damaged: no row, nothing, none, no. */
const sound = new Set<string | null | undefined>([undefined, null, '', '0', 'f']);

/** How the query for damage answers; undefined where there is none. That the server refuses it is damage, too: what it asks for was there. */
export const damageIn = async (session: Session, sql: string): Promise<string | undefined> => {
  try {
    const [row] = await session.query<Record<string, string | null>>(sql);
    const [value] = row ? Object.values(row) : [];
    return sound.has(value) ? undefined : `answered ${String(value)}`;
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
    return `was refused: ${messageOf(error)}`;
  }
};
