import { Spent, Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';

/** A value that meets a goal. */
export interface Found {
  readonly kind: 'value';
  readonly value: Value;
}

/** Is there a value that meets a goal? */
export type Answer =
  | Found
  /** There is none: proved. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

export const none: Answer = { kind: 'none' };
export const found = (value: Value): Found => ({ kind: 'value', value });
export const unknown = (reason: string): Answer => ({ kind: 'unknown', reason });

/** The first value of the alternatives; `none` only when each of them has none. */
export const firstOf = <T>(alternatives: Iterable<T>, answer: (alternative: T) => Answer): Answer => {
  let sum: Answer = none;
  for (const alternative of alternatives) {
    const one = answer(alternative);
    if (one.kind === 'value') return one;
    if (one.kind === 'unknown') sum = one;
  }
  return sum;
};

/** An answer where what is not decided is `unknown`; only a budget that is spent ends everything. @throws Spent */
export const attempt = (work: () => Answer): Answer => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Undecided && !(error instanceof Spent)) return unknown(error.message);
    throw error;
  }
};
