import type { Budget, Picked } from '../undecided.ts';
import { Spent, Undecided } from '../undecided.ts';
import { familiar, loosened } from './formats.ts';
import type { Language } from './sets.ts';
import { anything, both, not } from './sets.ts';
import { wordsWithin } from './search.ts';

/** What a text must be. Lengths are in code points; `max` may be Infinity. */
export interface StringDemand {
  readonly min: number;
  readonly max: number;
  readonly in: readonly Language[];
  readonly notIn: readonly Language[];
  readonly not: ReadonlySet<string>;
}

const languageOf = (demand: Pick<StringDemand, 'in' | 'notIn'>): Language =>
  demand.notIn.reduce((sum, language) => both(sum, not(language)), demand.in.reduce(both, anything));

/** The same demand in texts that nobody would quarrel about; undefined where no format has a part in it. */
const undisputed = (demand: StringDemand): Language | undefined => {
  const [inside, outside] = [demand.in.map(familiar), demand.notIn.map(loosened)];
  const isSame = inside.every((one, index) => one === demand.in[index]) && outside.every((one, index) => one === demand.notIn[index]);
  return isSame ? undefined : languageOf({ in: inside, notIn: outside });
};

/** Words of a language that meet the rest of the demand. */
const wordsFor = (language: Language, demand: StringDemand, count: number, budget: Budget): string[] => {
  const [min, max] = [Math.max(0, Math.ceil(demand.min)), Math.floor(demand.max)];
  if (min > max || count <= 0) return [];
  return wordsWithin(language, { min, max }, count, demand.not, budget);
};

/** As many as asked for, or nothing where there are too few or it cannot be told. */
const undisputedWordsFor = (demand: StringDemand, count: number, budget: Budget): string[] | undefined => {
  const language = undisputed(demand);
  if (!language) return undefined;
  try {
    const words = wordsFor(language, demand, count, budget);
    return words.length < count ? undefined : words;
  } catch (error) {
    if (error instanceof Undecided && !(error instanceof Spent)) return undefined;
    throw error;
  }
};

/**
 * Up to `count` different texts that meet the demand: the shortest first, then the most readable, always the same; of
 * formats first what is usual (`http://a` before `a:`).
 * Fewer when there are no more.
 *
 * @throws Undecided when the automaton is too large, or the next text has more than 100,000 characters; Spent when the
 * budget is used up
 */
export const pickStrings = (demand: StringDemand, count: number, budget: Budget): string[] =>
  undisputedWordsFor(demand, count, budget) ?? wordsFor(languageOf(demand), demand, count, budget);

/** One text that meets the demand, as `pickStrings` has it first; or that there is none. */
export const pickString = (demand: StringDemand, budget: Budget): Picked<string> => {
  const [value] = pickStrings(demand, 1, budget);
  return value === undefined ? { kind: 'empty' } : { kind: 'value', value };
};
