import type { Connection } from '../../engine.ts';

/** A name in a schema, other than of a type that is cast to: what it stands for may itself be another thing with each version. */
const callsOurs = (expression: string): boolean =>
  /[\w"]\s*\.\s*["a-z_]/i.test(
    expression.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/::(?:"(?:[^"]|"")*"|\w+)\.(?:"(?:[^"]|"")*"|\w+)/g, ''),
  );

/**
 * Do two expressions give a column of this type the same value, every time and to everybody? The server takes nothing else for a generated
 * column than what always gives the same. `false`: that is not known.
 */
export const isSameValue = async (connection: Connection, type: string, one: string, other: string): Promise<boolean> => {
  if (callsOurs(one) || callsOurs(other)) return false;
  await connection.begin();
  try {
    for (const text of [
      `CREATE TEMPORARY TABLE drill_same (one ${type} GENERATED ALWAYS AS (${one}) STORED, other ${type} GENERATED ALWAYS AS (${other}) STORED, n integer)`,
      'INSERT INTO pg_temp.drill_same (n) VALUES (1)',
    ])
      if ((await connection.ask({ text })).kind === 'refused') return false;
    const reply = await connection.ask({
      text: "SELECT num_nulls(one) = num_nulls(other) AND format('%s', one) = format('%s', other) FROM pg_temp.drill_same",
    });
    return reply.kind === 'done' && reply.rows[0]?.[0] === 't';
  } finally {
    await connection.rollback();
  }
};
