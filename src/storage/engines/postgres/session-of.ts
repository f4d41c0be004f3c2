import { DrillError } from '../../../core/error.ts';
import type { Connection } from '../../engine.ts';
import type { Session } from './session.ts';

/** A connection of a trial as what digests ask. What the server refuses is thrown, with its code. */
export const sessionOf = (connection: Connection): Session => ({
  query: async <Row>(text: string, values: readonly unknown[] = []) => {
    const asked = values.map((value) => (Array.isArray(value) ? `{${value.map((one) => JSON.stringify(String(one))).join(',')}}` : value));
    const reply = await connection.ask({ text, ...(asked.length > 0 && { values: asked as readonly (string | null)[] }) });
    if (reply.kind === 'refused')
      throw Object.assign(new DrillError('postgres/refused', reply.refusal.message, { kind: 'internal' }), { code: reply.refusal.code });
    return reply.rows.map((row) => Object.fromEntries(reply.columns.map(({ name }, at) => [name, row[at] ?? null])) as Row);
  },
  [Symbol.asyncDispose]: async () => {},
});
