import type { Formula } from './formula.ts';
import { always, and, isAlways, isNegative, never, not, or, positive, setOf, textOf } from './formula.ts';
import type { Fate, Machine } from './machine.ts';
import { roomFor, roomOfOne } from './machine.ts';
import { numberingOf } from './numbering.ts';
import type { Program } from './program.ts';
import { notKnown, transitionsOf } from './transitions.ts';
import type { Past } from './walk.ts';
import { atEnd, walkerOf } from './walk.ts';

// A program made deterministic as far as it is walked. A state says what must hold of the rest of the text; with plain
// patterns that is the usual set of places in the pattern, lookaheads add sets that must accept, or must not.

/** A state by what it means. */
interface Situation {
  readonly rest: Formula;
  readonly before: number;
  /** Where each lookbehind is: numbers of sets. */
  readonly behinds: readonly number[];
}

/** A situation that another automaton of the same program understands. */
interface Portable {
  readonly rest: readonly (readonly { readonly set: Iterable<number>; readonly negative: boolean }[])[];
  readonly before: number;
  readonly behinds: readonly Iterable<number>[];
}

export interface Automaton extends Machine {
  readonly export: (state: number) => Portable;
  readonly adopt: (situation: Portable) => number;
}

const refused = 0;
const accepted = 1;

export const automatonOf = (program: Program, what: string, room = roomOfOne): Automaton => {
  const { code, alphabet, beside } = program;
  const take = roomFor(what, room);
  const { walk, setAt, beforeAfter } = walkerOf(program, take);
  const { numberOf, at: setNumbered } = numberingOf(take);

  /** What must hold after the letter, so that the set accepts from before it. */
  const derive = (set: Iterable<number>, letter: number, past: Past, trail: readonly number[]): Formula => {
    const { isDone, isDoneAfter, set: reached, aheads } = walk(set, letter, past);
    if (isDone || isDoneAfter) return always;
    let formula: Formula = reached.length === 0 ? never : [[positive(numberOf(reached))]];
    for (const at of aheads) {
      const instruction = code[at]!;
      if (instruction.kind !== 'ahead' || trail.includes(at)) continue;
      take(20);
      const beyond = [...trail, at];
      const seen = derive(setAt(instruction.start), letter, past, beyond);
      const rest = derive(setAt(instruction.next), letter, past, beyond);
      formula = or(formula, and(instruction.negate ? not(seen) : seen, rest));
    }
    return formula;
  };

  const afterLetter = (rest: Formula, letter: number, past: Past): Formula => {
    let sum: Formula = never;
    for (const clause of rest) {
      let all: Formula = always;
      // Literals that combine cost more than their steps.
      if (clause.length > 1) take(clause.length * 20);
      for (const literal of clause) {
        const seen = derive(setNumbered(setOf(literal)), letter, past, []);
        all = and(all, isNegative(literal) ? not(seen) : seen);
        if (all.length === 0) break;
      }
      sum = or(sum, all);
      if (isAlways(sum)) return sum;
    }
    return sum;
  };

  const ofMain = (literal: number): boolean => !isNegative(literal) && !beside[setNumbered(setOf(literal))[0]!]!;

  /** Clauses that ask for the same but for where the main automaton is become one. */
  const merged = (formula: Formula): Formula => {
    if (formula.length < 2) return formula;
    const groups = new Map<string, { readonly others: readonly number[]; readonly main: Set<number> }>();
    const plain: (readonly number[])[] = [];
    for (const clause of formula) {
      const main = clause.find(ofMain);
      if (main === undefined) {
        plain.push(clause);
        continue;
      }
      const others = clause.filter((literal) => literal !== main);
      const group = groups.get(others.join(',')) ?? { others, main: new Set() };
      groups.set(others.join(','), group);
      for (const at of setNumbered(setOf(main))) group.main.add(at);
    }
    const mains = [...groups.values()].map(({ others, main }) => [...others, positive(numberOf(main))].sort((a, b) => a - b));
    return or(plain, mains);
  };

  const situations: Situation[] = [
    { rest: never, before: 0, behinds: [] },
    { rest: always, before: 0, behinds: [] },
  ];
  const plain = new Map<number, number>();
  const numbers = new Map<string, number>();
  const transitions = transitionsOf(alphabet.size, take);
  const ends: (boolean | undefined)[] = [];
  const stateOf = (situation: Situation): number => {
    const { rest, before, behinds } = situation;
    if (rest.length === 0) return refused;
    if (isAlways(rest)) return accepted;
    const isPlain = rest.length === 1 && rest[0]!.length === 1 && behinds.length === 0;
    const key = isPlain ? rest[0]![0]! * 0x4000_0000 + before : `${textOf(rest)};${before};${behinds.join(',')}`;
    const known = typeof key === 'number' ? plain.get(key) : numbers.get(key);
    if (known !== undefined) return known;
    take(4 + rest.length * 4);
    const state = situations.push(situation) - 1;
    if (typeof key === 'number') plain.set(key, state);
    else numbers.set(key, state);
    return state;
  };

  /** Takes up what the conditions of a situation ask for. */
  const pastOf = ({ before, behinds }: Situation, letter: number): Past => {
    const seen: boolean[] = [];
    const past = { before, behinds: seen };
    for (const set of behinds) seen.push(walk(setNumbered(set), letter, past).isDone);
    return past;
  };
  const noBehinds: readonly number[] = [];

  const step = (state: number, letter: number): number => {
    const situation = situations[state]!;
    const past = pastOf(situation, letter);
    const rest = merged(afterLetter(situation.rest, letter, past));
    const { behinds } = situation;
    const after = behinds.length === 0 ? noBehinds : behinds.map((set) => numberOf(walk(setNumbered(set), letter, past).set));
    return stateOf({ rest, before: beforeAfter(letter), behinds: after });
  };

  const first = setAt(program.start);
  const start = stateOf({
    rest: first.length === 0 ? never : first.some((at) => code[at]!.kind === 'accept') ? always : [[positive(numberOf(first))]],
    before: 0,
    behinds: program.behinds.map((at) => numberOf(setAt(at))),
  });

  return {
    alphabet,
    start,
    next: (state, letter) => {
      if (state <= accepted) return state;
      const known = transitions.get(state, letter);
      if (known !== notKnown) return known;
      const next = step(state, letter);
      transitions.set(state, letter, next);
      return next;
    },
    accepts: (state) => {
      if (state <= accepted) return state === accepted;
      const situation = situations[state]!;
      return (ends[state] ??= isAlways(afterLetter(situation.rest, atEnd, pastOf(situation, atEnd))));
    },
    fate: (state): Fate => (state === accepted ? 1 : state === refused ? -1 : 0),
    export: (state) => {
      const { rest, before, behinds } = situations[state]!;
      return {
        rest: rest.map((clause) => clause.map((literal) => ({ set: setNumbered(setOf(literal)), negative: isNegative(literal) }))),
        before,
        behinds: behinds.map(setNumbered),
      };
    },
    adopt: ({ rest, before, behinds }) =>
      stateOf({
        rest: rest.map((clause) => clause.map(({ set, negative }) => positive(numberOf(set)) + (negative ? 1 : 0)).sort((a, b) => a - b)),
        before,
        behinds: behinds.map(numberOf),
      }),
  };
};
