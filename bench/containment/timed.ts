import { confirm } from '../../src/compat/schema/confirm/confirm.ts';
import { cutsOf } from '../../src/compat/schema/form/cut.ts';
import { limitOf } from '../../src/compat/schema/limit.ts';
import type { Dialect } from '../../src/compat/schema/read/place.ts';
import { readSchema } from '../../src/compat/schema/read/read.ts';
import { sessionOf } from '../../src/compat/schema/session.ts';
import { Undecided } from '../../src/compat/schema/undecided.ts';
import type { Value } from '../../src/compat/schema/value.ts';

/** What one question came to, and what of it took how long. */
export interface Timed {
  readonly kind: 'contained' | 'not-contained' | 'unknown';
  readonly witness?: Value;
  readonly reason?: string;
  /** From the parsed schemas to the answer, a witness included, in ms. */
  readonly engineMs: number;
  /** The confirmation of the witness by the interpreter and ajv, in ms; absent where there is none. */
  readonly confirmMs?: number;
}

/**
 * One direction as `contains` asks it, in its two parts.
 *
 * @param withConfirmation false: the witness is left unconfirmed.
 */
export const timed = (a: unknown, b: unknown, dialect: { readonly a: Dialect; readonly b: Dialect }, withConfirmation: boolean): Timed => {
  const start = performance.now();
  try {
    const limit = limitOf();
    const session = sessionOf(limit, false, cutsOf([a, b], limit));
    const [one, two] = [readSchema(a, { uri: 'schema:a', dialect: dialect.a }), readSchema(b, { uri: 'schema:b', dialect: dialect.b })];
    const answer = session.find([session.form(one)], [session.form(two)]);
    const engineMs = performance.now() - start;
    if (answer.kind === 'none') return { kind: 'contained', engineMs };
    if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, engineMs };
    const witness = answer.value;
    if (!withConfirmation) return { kind: 'not-contained', witness, engineMs };
    const begun = performance.now();
    const confirmed = confirm({ a: one, b: two, witness });
    const confirmMs = performance.now() - begun;
    return confirmed.kind === 'confirmed'
      ? { kind: 'not-contained', witness, engineMs, confirmMs }
      : { kind: 'unknown', reason: `not confirmed: ${confirmed.reason}`, witness, engineMs, confirmMs };
  } catch (error) {
    const engineMs = performance.now() - start;
    if (error instanceof Undecided) return { kind: 'unknown', reason: error.message, engineMs };
    throw error;
  }
};
