import { type Budget, Undecided } from '../undecided.ts';
import { complementOf } from './complement.ts';
import type { Language } from './sets.ts';
import type { Machine } from './machine.ts';
import { heldRoom, TooLarge, underClock, withHeldRoom } from './machine.ts';
import { machineOfPattern } from './pattern.ts';
import { intersectionOf, unionOf } from './product.ts';
import { trieOf } from './trie.ts';

/** Automata by key, for the next question about the same language. */
const machines = new Map<string, Machine>();
const mostMachines = 1000;
const mostRoom = 6_000_000;

const forget = (): void => {
  machines.clear();
  withHeldRoom(0);
};

const build = (language: Language): Machine => {
  switch (language.kind) {
    case 'words':
      return trieOf(language.words);
    case 'others':
      return complementOf(trieOf(language.words));
    case 'pattern':
      return machineOfPattern(language);
    case 'unmatched':
      return complementOf(known(language.pattern));
    case 'both':
      return language.parts.map(known).reduce((a, b) => intersectionOf(a, b, 'a conjunction of patterns'));
    case 'either':
      return language.parts.map(known).reduce((a, b) => unionOf(a, b, 'an alternative of patterns'));
  }
};

const known = (language: Language): Machine => {
  const found = machines.get(language.key);
  if (found) return found;
  const machine = build(language);
  machines.set(language.key, machine);
  return machine;
};

const asked = <T>(language: Language, ask: (machine: Machine) => T): T => {
  if (machines.size > mostMachines || heldRoom() > mostRoom) forget();
  const isFresh = machines.size === 0;
  try {
    return ask(known(language));
  } catch (error) {
    // What was broken off in the middle of a step is not asked again.
    if (error instanceof Undecided) forget();
    if (!(error instanceof TooLarge) || isFresh) throw error;
  }
  try {
    return ask(known(language));
  } catch (error) {
    forget();
    throw error;
  }
};

/** Why a question has no answer; it is not asked again. */
const failures = new Map<string, string>();
const mostFailures = 5000;

/**
 * Asks the automaton of a language. Where it outgrows its room and earlier questions have a part in that, it is asked
 * once more from nothing, so that the answer does not depend on what was asked before.
 *
 * @param question names what is asked: the same language and question have the same answer
 * @throws TooLarge, Spent
 */
export const withMachine = <T>(language: Language, question: string, { look }: Budget, ask: (machine: Machine) => T): T => {
  const key = `${question} ${language.key}`;
  const failure = failures.get(key);
  if (failure !== undefined) throw new TooLarge(failure);
  try {
    return underClock(look, () => asked(language, ask));
  } catch (error) {
    if (error instanceof TooLarge) {
      if (failures.size >= mostFailures) failures.clear();
      failures.set(key, error.message);
    }
    throw error;
  }
};
