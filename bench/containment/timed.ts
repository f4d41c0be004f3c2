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
 * Both directions as `drill schema` asks them, each in its two parts. Reading serves both and is divided between them.
 *
 * @param withConfirmation false: the witnesses are left unconfirmed.
 */
export const timedPair = (
  a: unknown,
  b: unknown,
  dialect: { readonly a: Dialect; readonly b: Dialect },
  withConfirmation: boolean,
): readonly [aInB: Timed, bInA: Timed] => {
  const begun = performance.now();
  try {
    return asked(a, b, dialect, withConfirmation);
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    const unknown: Timed = { kind: 'unknown', reason: error.message, engineMs: (performance.now() - begun) / 2 };
    return [unknown, unknown];
  }
};

const asked = (
  a: unknown,
  b: unknown,
  dialect: { readonly a: Dialect; readonly b: Dialect },
  withConfirmation: boolean,
): readonly [Timed, Timed] => {
  const begun = performance.now();
  const limit = limitOf();
  const session = sessionOf(limit, false, cutsOf([a, b], limit));
  const places = [readSchema(a, { uri: 'schema:a', dialect: dialect.a }), readSchema(b, { uri: 'schema:b', dialect: dialect.b })] as const;
  const forms = [session.form(places[0]), session.form(places[1])] as const;
  const readingMs = (performance.now() - begun) / 2;
  const one = (from: 0 | 1, into: 0 | 1): Timed => {
    const start = performance.now();
    try {
      const answer = session.find([forms[from]], [forms[into]]);
      const engineMs = readingMs + performance.now() - start;
      if (answer.kind === 'none') return { kind: 'contained', engineMs };
      if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, engineMs };
      const witness = answer.value;
      if (!withConfirmation) return { kind: 'not-contained', witness, engineMs };
      const confirming = performance.now();
      const confirmed = confirm({ a: places[from], b: places[into], witness });
      const confirmMs = performance.now() - confirming;
      return confirmed.kind === 'confirmed'
        ? { kind: 'not-contained', witness, engineMs, confirmMs }
        : { kind: 'unknown', reason: `not confirmed: ${confirmed.reason}`, witness, engineMs, confirmMs };
    } catch (error) {
      const engineMs = readingMs + performance.now() - start;
      if (error instanceof Undecided) return { kind: 'unknown', reason: error.message, engineMs };
      throw error;
    }
  };
  return [one(0, 1), one(1, 0)];
};
