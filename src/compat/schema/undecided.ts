/**
 * What cannot be decided: a construct that the procedure does not understand, or a limit that it met. Thrown inside the
 * engine, where an answer would have to pass through many hands, and turned into `unknown` with this reason at its door.
 */
export class Undecided extends Error {
  override readonly name: string = 'Undecided';
}

/** The whole question has used up its budget; no other branch of it may go on. */
export class Spent extends Undecided {
  override readonly name = 'Spent';
}

/** What one question may cost. */
export interface Budget {
  /** Counts work; a step is about as much as looking at one keyword. @throws Spent when nothing is left. */
  readonly spend: (steps: number) => void;
  /** Looks at the clock, for work that is counted by other measures. @throws Spent when the time is over. */
  readonly look?: () => void;
}

/** One value out of a set, or that there is none. */
export type Picked<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'empty' };

/** The reason where a reference leads out of the schemas that were given; its first group is where to. */
export const notGiven = /(\S+) is not among the schemas given$/;
