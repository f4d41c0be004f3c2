import type { Budget } from '../undecided.ts';
import { Undecided } from '../undecided.ts';
import { widthsOf } from './alphabet.ts';
import type { Language } from './sets.ts';
import { anything } from './sets.ts';
import { layersOf } from './layers.ts';
import type { Machine } from './machine.ts';
import { withMachine } from './machines.ts';
import { plainWords } from './plain.ts';
import { byReadability, lengthOf } from './readable.ts';
import { split } from './split.ts';
import { hasWord, lettersOf, wordsBetween } from './words.ts';

/** Which languages are empty, by key. */
const answers = new Map<string, boolean>();
const mostAnswers = 20_000;

const hasNone = (machine: Machine, spend: (steps: number) => void): boolean => {
  if (hasWord(machine, machine.alphabet.inOrder, spend)) return false;
  const letters = lettersOf(machine);
  if (letters.length === machine.alphabet.inOrder.length || !hasWord(machine, letters, spend)) return true;
  throw new Undecided('the only such texts hold lone surrogates');
};

const isEmptyBySearch = (language: Language, budget: Budget): boolean => {
  const { rest, except } = split(language);
  if (rest === anything) return false;
  if (except.size > 0) return wordsOf(language, 1, budget).length === 0;
  return withMachine(rest, 'empty', budget, (machine) => hasNone(machine, budget.spend));
};

/**
 * Is there no text in the language?
 *
 * @throws Undecided when the automaton is too large, Spent when the budget is used up
 */
export const isEmpty = (language: Language, budget: Budget): boolean => {
  if (language.kind === 'words') return language.words.size === 0;
  if (language.kind === 'others') return false;
  const known = answers.get(language.key);
  if (known !== undefined) return known;
  const answer = isEmptyBySearch(language, budget);
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(language.key, answer);
  return answer;
};

const taken = (words: Iterable<string>, count: number, ...excepted: readonly ReadonlySet<string>[]): string[] => {
  const found: string[] = [];
  if (count <= 0) return found;
  for (const word of words) {
    if (excepted.some((set) => set.has(word))) continue;
    found.push(word);
    if (found.length >= count) break;
  }
  return found;
};

/** Words between two lengths (code points) that are not excepted, at most `count`, the shortest and most readable first. */
export const wordsWithin = (
  language: Language,
  lengths: { readonly min: number; readonly max: number },
  count: number,
  excepted: ReadonlySet<string>,
  budget: Budget,
): string[] => {
  if (language.kind === 'words') {
    const words = [...language.words].filter((word) => lengthOf(word) >= lengths.min && lengthOf(word) <= lengths.max);
    return taken(words.sort(byReadability), count, excepted);
  }
  const { rest, except } = split(language);
  if (rest === anything) return taken(plainWords(lengths.min, lengths.max), count, except, excepted);
  const question = `words ${lengths.min} ${lengths.max} ${count + except.size + excepted.size}`;
  return withMachine(rest, question, budget, (machine) =>
    taken(wordsBetween(machine, lengths.min, lengths.max, budget.spend), count, except, excepted),
  );
};

/**
 * Up to `count` different words, the shortest and most readable first; fewer when there are no more.
 *
 * @throws Undecided when the automaton is too large, when the next word has more than 100,000 characters or must hold a
 * lone surrogate; Spent when the budget is used up
 */
export const wordsOf = (language: Language, count: number, budget: Budget): string[] =>
  wordsWithin(language, { min: 0, max: Infinity }, count, new Set(), budget);

const countOf = (machine: Machine, spend: (steps: number) => void): number => {
  const letters = lettersOf(machine);
  const widths = widthsOf(machine.alphabet);
  const layers = layersOf(machine, letters, spend);
  let ways = new Map([[machine.start, 1]]);
  let sum = 0;
  for (let length = 0; layers.states(layers.at(length)).length > 0; length += 1) {
    const from = layers.repeatsFrom();
    if (from !== undefined && length >= from) return layers.nextFrom(length) === undefined ? sum : Infinity;
    const next = new Map<number, number>();
    for (const [state, paths] of ways) {
      if (machine.accepts(state)) sum += paths;
      for (const letter of letters) {
        const to = machine.next(state, letter);
        if (machine.fate(to) >= 0) next.set(to, Math.min(Number.MAX_VALUE, (next.get(to) ?? 0) + paths * widths[letter]!));
      }
    }
    ways = next;
  }
  return Math.min(sum, Number.MAX_VALUE);
};

/**
 * How many words there are: exact to 2^53, rounded beyond, Infinity only when there is no end of them. Lone surrogates
 * count as characters.
 *
 * @throws Undecided when the automaton is too large, Spent when the budget is used up
 */
export const sizeOf = (language: Language, budget: Budget): number => {
  if (language.kind === 'words') return language.words.size;
  if (language.kind === 'others') return Infinity;
  const { rest, except } = split(language);
  return withMachine(rest, 'size', budget, (machine) => countOf(machine, budget.spend)) - except.size;
};
