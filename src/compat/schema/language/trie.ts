import { alphabetOfSets, letterOf } from './alphabet.ts';
import type { Machine } from './machine.ts';
import { roomFor } from './machine.ts';

/** The automaton of finitely many words. */
export const trieOf = (words: Iterable<string>): Machine => {
  const take = roomFor('a set of words');
  const list = [...words].map((word) => Array.from(word, (character) => character.codePointAt(0)!));
  const { alphabet } = alphabetOfSets([...new Set(list.flat())].map((character) => [{ min: character, max: character }]));
  const dead = 0;
  const start = 1;
  const branches: Map<number, number>[] = [new Map(), new Map()];
  const ends = new Set<number>();
  for (const word of list) {
    let state = start;
    for (const character of word) {
      const letter = letterOf(alphabet, character);
      let following = branches[state]!.get(letter);
      if (following === undefined) {
        take(8);
        following = branches.push(new Map()) - 1;
        branches[state]!.set(letter, following);
      }
      state = following;
    }
    ends.add(state);
  }
  return {
    alphabet,
    start,
    next: (state, letter) => branches[state]!.get(letter) ?? dead,
    accepts: (state) => ends.has(state),
    fate: (state) => (state === dead ? -1 : 0),
  };
};
