import { joined } from './alphabet.ts';
import type { Fate, Machine } from './machine.ts';
import { roomFor } from './machine.ts';
import { notKnown, transitionsOf } from './transitions.ts';

/** Which of two automata must accept. */
interface Pairing {
  readonly accepts: (a: boolean, b: boolean) => boolean;
  readonly fate: (a: Fate, b: Fate) => Fate;
}

const everyOf: Pairing = { accepts: (a, b) => a && b, fate: (a, b) => Math.min(a, b) as Fate };
const someOf: Pairing = { accepts: (a, b) => a || b, fate: (a, b) => Math.max(a, b) as Fate };

/** States of the product whose fate is known are these two, whatever the pair. */
const none = 0;
const all = 1;

/** Pairs of states of two automata, made when they are reached. */
const productOf = (a: Machine, b: Machine, pairing: Pairing, what: string): Machine => {
  const { alphabet, inA, inB } = joined(a.alphabet, b.alphabet);
  const take = roomFor(what);
  const numbers = new Map<number, number>();
  const ofA = [0, 0];
  const ofB = [0, 0];
  const transitions = transitionsOf(alphabet.size, take);
  const stateOf = (x: number, y: number): number => {
    const fate = pairing.fate(a.fate(x), b.fate(y));
    if (fate !== 0) return fate === 1 ? all : none;
    const pair = x * 0x400_0000 + y;
    const known = numbers.get(pair);
    if (known !== undefined) return known;
    take(8);
    const state = ofA.push(x) - 1;
    ofB.push(y);
    numbers.set(pair, state);
    return state;
  };
  return {
    alphabet,
    start: stateOf(a.start, b.start),
    next: (state, letter) => {
      if (state <= all) return state;
      const known = transitions.get(state, letter);
      if (known !== notKnown) return known;
      const next = stateOf(a.next(ofA[state]!, inA[letter]!), b.next(ofB[state]!, inB[letter]!));
      transitions.set(state, letter, next);
      return next;
    },
    accepts: (state) => (state <= all ? state === all : pairing.accepts(a.accepts(ofA[state]!), b.accepts(ofB[state]!))),
    fate: (state) => (state === all ? 1 : state === none ? -1 : 0),
  };
};

/** Texts of both. `what` names it in a reason. */
export const intersectionOf = (a: Machine, b: Machine, what: string): Machine => productOf(a, b, everyOf, what);

/** Texts of either. */
export const unionOf = (a: Machine, b: Machine, what: string): Machine => productOf(a, b, someOf, what);
