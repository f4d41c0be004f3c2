import { alphabetOf, lastCodePoint, letterOf } from './alphabet.ts';
import type { Alphabet } from './alphabet.ts';
import type { Machine } from './machine.ts';

// Without flag `u` a pattern sees UTF-16 code units: a character beyond U+FFFF is two of them.

const high = 0xd800;
const low = 0xdc00;

const without = -1;

/** Where the letter changes between two code units, both included. */
const changesOf = (alphabet: Alphabet, from: number, to: number): number[] => [
  from,
  ...alphabet.starts.filter((start) => start > from && start <= to),
];

/** The automaton by code points of one by code units. */
export const byPoints = (machine: Machine): Machine => {
  const units = machine.alphabet;
  const starts: number[] = [];
  const letters: number[] = [];
  const pairs: (readonly [first: number, second: number])[] = [];
  const numbers = new Map<string, number>();
  const add = (start: number, first: number, second: number): void => {
    const key = `${first},${second}`;
    const letter = numbers.get(key) ?? pairs.push([first, second]) - 1;
    numbers.set(key, letter);
    if (letters.at(-1) === letter) return;
    starts.push(start);
    letters.push(letter);
  };
  for (const start of changesOf(units, 0, 0xffff)) add(start, letterOf(units, start), without);
  const seconds = changesOf(units, low, 0xdfff);
  const firsts = new Set(changesOf(units, high, low - 1));
  let first = 0;
  for (let unit = high; unit < low; unit += 1) {
    if (firsts.has(unit)) first = letterOf(units, unit);
    else if (seconds.length === 1) continue;
    for (const second of seconds) add(0x1_0000 + (unit - high) * 0x400 + (second - low), first, letterOf(units, second));
  }
  return {
    alphabet: alphabetOf(starts, letters, pairs.length),
    start: machine.start,
    next: (state, letter) => {
      const [one, two] = pairs[letter]!;
      const between = machine.next(state, one);
      return two === without ? between : machine.next(between, two);
    },
    accepts: machine.accepts,
    fate: machine.fate,
  };
};

/** How far a text's character at `index` reaches, by code points, so that both kinds of text are read by one loop. */
export const characterAt = (text: string, index: number, by: 'points' | 'units'): number =>
  by === 'points' ? text.codePointAt(index)! : text.charCodeAt(index);

export const unitsOf = (character: number): number => (character > 0xffff && character <= lastCodePoint ? 2 : 1);
