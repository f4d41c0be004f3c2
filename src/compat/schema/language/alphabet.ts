import { mostReadable, readable } from './readable.ts';

// Characters that no part of a pattern tells apart are one letter; automata read letters.

export const lastCodePoint = 0x10_ffff;

export interface Alphabet {
  /** How many letters there are: 0 to size - 1. */
  readonly size: number;
  /** Where the stretches of code points of one letter begin, ascending, the first at 0. */
  readonly starts: readonly number[];
  /** The letter of each stretch. */
  readonly letters: readonly number[];
  /** The letters of ASCII, to be quick. */
  readonly ascii: Uint16Array;
  /** The most readable code point of each letter; -1 where it has surrogates only, which no generated text holds. */
  readonly best: readonly number[];
  /** Letters that can be written, the most readable first. */
  readonly inOrder: readonly number[];
}

/** From stretches (ascending, the first at 0) with a letter each; letters are numbered from 0 without a gap. */
export const alphabetOf = (starts: readonly number[], letters: readonly number[], size: number): Alphabet => {
  const best = Array.from({ length: size }, () => -1);
  const ranks = Array.from({ length: size }, () => Infinity);
  const ascii = new Uint16Array(128);
  for (const [index, from] of starts.entries()) {
    const letter = letters[index]!;
    const to = (starts[index + 1] ?? lastCodePoint + 1) - 1;
    for (let character = from; character <= to && character < 128; character += 1) ascii[character] = letter;
    const found = mostReadable(from, to);
    if (!found || found.rank >= ranks[letter]!) continue;
    best[letter] = found.character;
    ranks[letter] = found.rank;
  }
  const inOrder = best.flatMap((character, letter) => (character < 0 ? [] : [letter])).sort((a, b) => ranks[a]! - ranks[b]!);
  return { size, starts, letters, ascii, best, inOrder };
};

const stretchOf = (starts: readonly number[], character: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= character) low = middle;
    else high = middle - 1;
  }
  return low;
};

export const letterOf = (alphabet: Alphabet, character: number): number =>
  character < 128 ? alphabet.ascii[character]! : alphabet.letters[stretchOf(alphabet.starts, character)]!;

/** How many code points each letter stands for. */
export const widthsOf = ({ size, starts, letters }: Alphabet): number[] => {
  const widths = Array.from({ length: size }, () => 0);
  for (const [index, letter] of letters.entries()) widths[letter]! += (starts[index + 1] ?? lastCodePoint + 1) - starts[index]!;
  return widths;
};

/** The characters of the letters asked for, the most readable first; never a surrogate. */
export function* charactersOf(alphabet: Alphabet, letters: ReadonlySet<number>): Generator<number> {
  for (const [first, last] of readable) {
    for (let index = stretchOf(alphabet.starts, first); (alphabet.starts[index] ?? Infinity) <= last; index += 1) {
      if (!letters.has(alphabet.letters[index]!)) continue;
      const to = Math.min(last, (alphabet.starts[index + 1] ?? lastCodePoint + 1) - 1);
      for (let character = Math.max(first, alphabet.starts[index]!); character <= to; character += 1) yield character;
    }
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The coarsest alphabet that tells the given sets apart, and for each set which letters are in it. */
export const alphabetOfSets = (
  sets: readonly (readonly Range[])[],
): { readonly alphabet: Alphabet; readonly members: readonly Uint8Array[] } => {
  const changes = new Map<number, number[]>([[0, []]]);
  const change = (at: number, set: number): void => {
    if (at > lastCodePoint) return;
    const there = changes.get(at);
    if (there) there.push(set);
    else changes.set(at, [set]);
  };
  for (const [set, ranges] of sets.entries()) {
    for (const { min, max } of ranges) {
      change(min, set);
      change(max + 1, set);
    }
  }
  const inside = sets.map(() => 0);
  const numbers = new Map<string, number>();
  const signatures: number[][] = [];
  const starts = [...changes.keys()].sort((a, b) => a - b);
  const letters = starts.map((start) => {
    for (const set of changes.get(start)!) inside[set]! ^= 1;
    const signature = inside.join('');
    const known = numbers.get(signature);
    if (known !== undefined) return known;
    numbers.set(signature, signatures.length);
    return signatures.push([...inside]) - 1;
  });
  const members = sets.map((_, set) => Uint8Array.from(signatures, (signature) => signature[set]!));
  return { alphabet: alphabetOf(starts, letters, signatures.length), members };
};

/** The letters of both alphabets together, and what each is in the one and in the other. */
export const joined = (
  a: Alphabet,
  b: Alphabet,
): { readonly alphabet: Alphabet; readonly inA: readonly number[]; readonly inB: readonly number[] } => {
  const pairs = new Map<number, number>();
  const inA: number[] = [];
  const inB: number[] = [];
  const starts = [...new Set([...a.starts, ...b.starts])].sort((x, y) => x - y);
  let [atA, atB] = [0, 0];
  const letters = starts.map((start) => {
    while ((a.starts[atA + 1] ?? Infinity) <= start) atA += 1;
    while ((b.starts[atB + 1] ?? Infinity) <= start) atB += 1;
    const pair = a.letters[atA]! * b.size + b.letters[atB]!;
    const known = pairs.get(pair);
    if (known !== undefined) return known;
    pairs.set(pair, inA.length);
    inB.push(b.letters[atB]!);
    return inA.push(a.letters[atA]!) - 1;
  });
  return { alphabet: alphabetOf(starts, letters, inA.length), inA, inB };
};
