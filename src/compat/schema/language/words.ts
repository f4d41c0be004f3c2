import { Undecided } from '../undecided.ts';
import { charactersOf, letterOf } from './alphabet.ts';
import type { Layers } from './layers.ts';
import { layersOf } from './layers.ts';
import type { Machine } from './machine.ts';
import { longest, tooLong } from './plain.ts';

// Words of a language, the shortest and most readable first.

type Spend = (steps: number) => void;

const written = (characters: readonly number[]): string => {
  let text = '';
  for (const character of characters) text += String.fromCodePoint(character);
  return text;
};

/** Every letter, also of surrogates. */
export const lettersOf = (machine: Machine): number[] => Array.from({ length: machine.alphabet.size }, (_, letter) => letter);

/** The states after each character from which a text of exactly this length ends, as numbers of sets. */
const usefulOf = (machine: Machine, layers: Layers, length: number, spend: Spend): number[] => {
  const { inOrder } = machine.alphabet;
  const known = new Map<string, number>();
  const useful: number[] = Array.from({ length: length + 1 });
  let after = layers.numberOf(layers.states(layers.at(length)).filter((state) => machine.accepts(state)));
  useful[length] = after;
  for (let index = length - 1; index >= 0; index -= 1) {
    const set = layers.at(index);
    const key = `${set},${after}`;
    let found = known.get(key);
    if (found === undefined) {
      const states = layers.states(set);
      spend(1 + (states.length * inOrder.length) / 16);
      const targets = new Set(layers.states(after));
      found = layers.numberOf(states.filter((state) => inOrder.some((letter) => targets.has(machine.next(state, letter)))));
      known.set(key, found);
    }
    after = found;
    useful[index] = after;
  }
  return useful;
};

function* wordsOfLength(machine: Machine, layers: Layers, length: number, spend: Spend): Generator<string> {
  const { alphabet } = machine;
  const useful = usefulOf(machine, layers, length, spend);
  const sets = new Map<number, ReadonlySet<number>>();
  const setOf = (number: number): ReadonlySet<number> => {
    const found = sets.get(number) ?? new Set(layers.states(number));
    sets.set(number, found);
    return found;
  };
  const choices = new Map<string, ReadonlySet<number>>();
  const choicesOf = (state: number, index: number): Iterator<number> => {
    const key = `${state},${useful[index + 1]!}`;
    let letters = choices.get(key);
    if (!letters) {
      const targets = setOf(useful[index + 1]!);
      letters = new Set(alphabet.inOrder.filter((letter) => targets.has(machine.next(state, letter))));
      choices.set(key, letters);
    }
    return charactersOf(alphabet, letters);
  };
  if (length === 0) {
    yield '';
    return;
  }
  const text: number[] = [];
  const states = [machine.start];
  const open = [choicesOf(machine.start, 0)];
  while (open.length > 0) {
    const choice = open.at(-1)!.next();
    if (choice.done === true) {
      open.pop();
      states.pop();
      continue;
    }
    spend(1);
    text[open.length - 1] = choice.value;
    if (open.length === length) {
      yield written(text);
      continue;
    }
    const state = machine.next(states.at(-1)!, letterOf(alphabet, choice.value));
    states.push(state);
    open.push(choicesOf(state, open.length));
  }
}

/** Does any text of the language hold a lone surrogate that no other character could stand for? */
const needsSurrogates = (machine: Machine, spend: Spend): boolean => {
  const letters = lettersOf(machine);
  if (machine.alphabet.inOrder.length === letters.length) return false;
  const met = new Set([machine.start * 2]);
  for (const key of met) {
    spend(1);
    const [state, beside] = [key >> 1, key & 1];
    if (beside === 1 && machine.accepts(state)) return true;
    for (const letter of letters) {
      const next = machine.next(state, letter);
      if (machine.fate(next) >= 0) met.add(next * 2 + (beside === 1 || machine.alphabet.best[letter]! < 0 ? 1 : 0));
    }
  }
  return false;
};

/**
 * The words of a language by their length in code points, then by how readable they are; none holds a surrogate.
 *
 * @throws Undecided when the next word would be too long to write, or the only ones left hold surrogates
 */
export function* wordsBetween(machine: Machine, min: number, max: number, spend: Spend): Generator<string> {
  const layers = layersOf(machine, machine.alphabet.inOrder, spend);
  for (let length = min; length <= max; length += 1) {
    if (length > longest) {
      const next = layers.nextFrom(length);
      if (next === undefined || next > max) break;
      throw tooLong(next);
    }
    const set = layers.at(length);
    if (layers.accepts(set)) yield* wordsOfLength(machine, layers, length, spend);
    else if (layers.states(set).length === 0) break;
    else if (length > (layers.repeatsFrom() ?? Infinity) && layers.nextFrom(length) === undefined) break;
  }
  if (needsSurrogates(machine, spend)) throw new Undecided('the only such texts left hold lone surrogates');
}

/** Is there a word at all? Follows one way to its end before it tries the next: words are rarely short. */
export const hasWord = (machine: Machine, letters: readonly number[], spend: Spend): boolean => {
  if (machine.accepts(machine.start)) return true;
  const met = new Set([machine.start]);
  const open = [machine.start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    spend(1);
    for (let index = letters.length - 1; index >= 0; index -= 1) {
      const next = machine.next(state, letters[index]!);
      if (machine.fate(next) < 0 || met.has(next)) continue;
      if (machine.accepts(next)) return true;
      met.add(next);
      open.push(next);
    }
  }
  return false;
};
