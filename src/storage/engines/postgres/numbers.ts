import type { Connection, Feed, Numbering } from '../../engine.ts';

/** Numbers ahead of a sequence that are told. */
const mostAhead = 1000;

/** The first of the rows that a sequence has still to pass, in its own steps; by the index of the column, where it has one. */
const aheadOf = ({ sequence: { increment, min, max }, table, column }: Required<Feed>): string => {
  const isUpward = !increment.startsWith('-');
  const bound = isUpward ? `>= s.last_value AND t.${column} <= ${max}` : `<= s.last_value AND t.${column} >= ${min}`;
  return `array_to_string(ARRAY(
    SELECT trim_scale(t.${column}::numeric) FROM ${table} t
     WHERE t.${column} ${bound} AND (t.${column}::numeric - s.last_value) % ${increment} = 0 AND (NOT s.is_called OR t.${column} <> s.last_value)
     ORDER BY t.${column} ${isUpward ? '' : 'DESC'} LIMIT ${mostAhead + 1}), ' ')`;
};

/** Where sequences stand. What cannot be read, or compared with numbers, is left out. */
export const readNumbers = async (ask: Connection['ask'], feeds: readonly Feed[]): Promise<readonly Numbering[]> => {
  const replies = await Promise.all(
    feeds.map(({ sequence, table, column }) =>
      ask({
        text: `SELECT s.last_value::numeric + CASE WHEN s.is_called THEN ${sequence.increment} ELSE 0 END,
          ${table === undefined || column === undefined ? `''` : aheadOf({ sequence, table, column })} FROM ${sequence.name} s`,
      }),
    ),
  );
  return feeds.flatMap((feed, index): Numbering[] => {
    const reply = replies[index];
    const [next, ahead] = reply?.kind === 'done' ? (reply.rows[0] ?? []) : [];
    if (next == null || ahead == null) return [];
    const all = ahead === '' ? [] : ahead.split(' ');
    return [{ feed, next, ahead: all.slice(0, mostAhead), isMore: all.length > mostAhead }];
  });
};
