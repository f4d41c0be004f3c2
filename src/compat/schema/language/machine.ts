import { Undecided } from '../undecided.ts';
import type { Alphabet } from './alphabet.ts';

/** From here on: every text is in (1), no text is in (-1), or it depends on what follows (0). */
export type Fate = -1 | 0 | 1;

/** A deterministic automaton whose states come into being as they are asked for. */
export interface Machine {
  readonly alphabet: Alphabet;
  readonly start: number;
  /** @throws TooLarge when a new state would be one too many */
  readonly next: (state: number, letter: number) => number;
  /** Is the text read so far in the language? */
  readonly accepts: (state: number) => boolean;
  readonly fate: (state: number) => Fate;
}

/** An automaton has outgrown its room. */
export class TooLarge extends Undecided {}

/**
 * How much automata may hold, counted in numbers stored (4 to 16 bytes each), so that an answer does not depend on how
 * busy the machine is. 2,000,000 are some 0.2 s.
 */
export const roomOfOne = 2_000_000;

let held = 0;
/** What all automata have taken since this was set. */
export const heldRoom = (): number => held;
export const withHeldRoom = (numbers: number): void => void (held = numbers);

let look: (() => void) | undefined;
/** Numbers stored between two looks at the clock, some 2 ms. */
const stride = 20_000;
let unseen = 0;
/** Looks at the clock while automata grow. @param clock @throws what the clock throws, such as Spent */
export const underClock = <T>(clock: (() => void) | undefined, work: () => T): T => {
  const outer = look;
  look = clock;
  try {
    return work();
  } finally {
    look = outer;
  }
};

/** Counts what one automaton takes of its room. */
export const roomFor = (what: string, limit = roomOfOne): ((numbers: number) => void) => {
  let taken = 0;
  return (numbers) => {
    taken += numbers;
    held += numbers;
    unseen += numbers;
    if (unseen > stride) {
      unseen = 0;
      look?.();
    }
    if (taken > limit) throw new TooLarge(`the automaton of ${what} is too large`);
  };
};
