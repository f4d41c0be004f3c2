import type { Machine } from './machine.ts';
import { roomFor } from './machine.ts';
import { numberingOf } from './numbering.ts';

// Which states can be reached with exactly n characters. There are finitely many sets of states, so from some n on the
// sets repeat, and what holds of every length is known after finitely many of them. Lengths need no automaton.

export interface Layers {
  /** The set of states after n characters, by its number; equal sets have equal numbers. Set 0 is empty. */
  readonly at: (length: number) => number;
  readonly states: (set: number) => Int32Array;
  /** Does a text end here? */
  readonly accepts: (set: number) => boolean;
  /** From this length on the sets repeat; undefined as long as it is not known. */
  readonly repeatsFrom: () => number | undefined;
  /** The least length from this one on with which a text ends; undefined when there is none. */
  readonly nextFrom: (length: number) => number | undefined;
  /** The number of a set of states. */
  readonly numberOf: (states: Iterable<number>) => number;
}

/** @param letters the letters that a text may hold */
export const layersOf = (machine: Machine, letters: readonly number[], spend: (steps: number) => void): Layers => {
  const take = roomFor('the lengths of a pattern');
  const { numberOf, at: statesOf } = numberingOf(take);
  const ends: (boolean | undefined)[] = [];
  const nextOf = (set: number): number => {
    const reached = new Set<number>();
    const from = statesOf(set);
    spend(1 + (from.length * letters.length) / 16);
    take((from.length * letters.length) / 16);
    for (const state of from) {
      for (const letter of letters) {
        const next = machine.next(state, letter);
        if (machine.fate(next) >= 0) reached.add(next);
      }
    }
    return numberOf(reached);
  };
  numberOf([]);
  const sequence: number[] = [machine.fate(machine.start) < 0 ? 0 : numberOf([machine.start])];
  const firstAt = new Map<number, number>([[sequence[0]!, 0]]);
  let from: number | undefined;
  const at = (length: number): number => {
    while (from === undefined && sequence.length <= length) {
      const set = nextOf(sequence.at(-1)!);
      const earlier = firstAt.get(set);
      if (earlier !== undefined) {
        from = earlier;
        break;
      }
      firstAt.set(set, sequence.length);
      sequence.push(set);
    }
    return length < sequence.length ? sequence[length]! : sequence[from! + ((length - from!) % (sequence.length - from!))]!;
  };
  const accepts = (set: number): boolean => (ends[set] ??= statesOf(set).some((state) => machine.accepts(state)));
  return {
    at,
    states: statesOf,
    accepts,
    repeatsFrom: () => from,
    nextFrom: (length) => {
      for (let ahead = length; ; ahead += 1) {
        if (accepts(at(ahead))) return ahead;
        if (from !== undefined && ahead >= Math.max(from, length) + (sequence.length - from)) return undefined;
      }
    },
    numberOf,
  };
};
