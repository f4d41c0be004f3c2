import type { Connection, Lookout, Waiting } from '../../engine.ts';
import { lockModes, relationWords } from './lock-modes.ts';

// Who waits for whom. A row that somebody changes is waited for by way of his transaction; the first in the queue holds the lock
// of the row itself meanwhile, and so tells of which table it is.

const waitsNow = `SELECT l.pid, array_to_string(pg_blocking_pids(l.pid), ' '), l.locktype, l.mode,
    ${relationWords} || ' ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname), h.mode, a.state, a.query
  FROM pg_locks l
  LEFT JOIN LATERAL (SELECT relation FROM pg_locks t WHERE t.pid = l.pid AND t.locktype = 'tuple' LIMIT 1) t ON l.relation IS NULL
  LEFT JOIN pg_class c ON c.oid = coalesce(l.relation, t.relation)
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_activity a ON a.pid = (pg_blocking_pids(l.pid))[1]
  LEFT JOIN LATERAL (SELECT mode FROM pg_locks h WHERE h.pid = a.pid AND h.granted AND h.locktype = 'relation' AND h.relation = c.oid
    ORDER BY array_position(ARRAY[${lockModes.map(([name]) => `'${name}'`).join(', ')}], h.mode) LIMIT 1) h ON true
  WHERE NOT l.granted AND l.pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;

const modeOf = (name: string | null | undefined): (typeof lockModes)[number] | undefined => lockModes.find(([one]) => one === name);

const waitingOf = ([who, behind, type, mode, object, held, state, query]: readonly (string | null)[]): Waiting => {
  const relation = modeOf(mode);
  const isRelation = type === 'relation';
  return {
    who: who ?? '',
    behind: (behind ?? '').split(' ').filter((one) => one !== '' && one !== '0'),
    wants: isRelation
      ? (relation?.[1] ?? mode ?? '')
      : object
        ? 'a row'
        : type === 'transactionid'
          ? 'the end of a transaction'
          : (type ?? ''),
    ...(object && { object }),
    blocks: isRelation ? (relation?.[2] ?? []) : [],
    ...(modeOf(held) && { held: modeOf(held)?.[1] ?? '' }),
    ...(state && { holder: `${state}${query ? `: ${query.split('\n')[0]?.slice(0, 120)}` : ''}` }),
  };
};

/** Looks at all who wait in a database, from a session of its own; ends that with itself. */
export const openLookout = (session: Connection): Lookout => ({
  look: async () => {
    const reply = await session.ask({ text: waitsNow });
    return reply.kind === 'done' ? reply.rows.map(waitingOf) : [];
  },
  [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
});
