import type { Finding } from '../../model/finding.ts';
import type { Refusal } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';

/** A statement of N-1 that was refused, where, and with what beside it. */
export const refusedWitness = (
  { text, values, origin }: Statement,
  { code, message }: Refusal,
  on: string,
  server: string,
  beside: Readonly<Record<string, string>> = {},
): NonNullable<Finding['witness']> => ({
  kind: 'statement',
  value: { statement: text, ...(values.length > 0 && { values }), origin, on, ...beside, error: { code, message } },
  confirmedBy: server,
});
