import { Undecided } from '../undecided.ts';
import { readable } from './readable.ts';

// Words where every text will do: their lengths are arithmetic.

/** The longest text that is written out, in characters. */
export const longest = 100_000;

export const tooLong = (length: number): Undecided => new Undecided(`the shortest such text has ${length} characters`);

/**
 * Texts between two lengths, the shortest first, then the most readable; more of them than anybody asks for.
 *
 * @throws Undecided when the next one is too long to write
 */
export function* plainWords(min: number, max: number): Generator<string> {
  if (min === 0) yield '';
  for (let length = Math.max(1, min); length <= max; length += 1) {
    if (length > longest) throw tooLong(length);
    const start = 'a'.repeat(length - 1);
    for (const [first, last] of readable) {
      for (let character = first; character <= last; character += 1) yield start + String.fromCodePoint(character);
    }
  }
}
