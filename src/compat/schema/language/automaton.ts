import type { Formula } from './formula.ts';
import { always, and, isAlways, isNegative, never, not, or, positive, setOf, textOf } from './formula.ts';
import type { Fate, Machine } from './machine.ts';
import { roomFor, roomOfOne } from './machine.ts';
import type { Program } from './program.ts';

// A program made deterministic as far as it is walked. A state says what must hold of the rest of the text; with plain
// patterns that is the usual set of places in the pattern, lookaheads add sets that must accept, or must not.

/** A state by what it means. */
interface Situation {
  readonly rest: Formula;
  /** Bit by bit: was the last character in the sets that `before` asks for? */
  readonly before: number;
  /** Where each lookbehind is: numbers of sets. */
  readonly behinds: readonly number[];
}

/** A situation that another automaton of the same program understands. */
export interface Portable {
  readonly rest: readonly (readonly { readonly set: readonly number[]; readonly negative: boolean }[])[];
  readonly before: number;
  readonly behinds: readonly (readonly number[])[];
}

export interface Automaton extends Machine {
  readonly export: (state: number) => Portable;
  readonly adopt: (situation: Portable) => number;
}

const refused = 0;
const accepted = 1;
const unknown = -1;
const atEnd = -1;

export const automatonOf = (program: Program, what: string, room = roomOfOne): Automaton => {
  const { code, members, alphabet } = program;
  const take = roomFor(what, room);

  const closures: (readonly number[] | undefined)[] = [];
  /** What stands behind forks; forks themselves are never part of a set. */
  const closureOf = (start: number): readonly number[] => {
    const known = closures[start];
    if (known) return known;
    const met = new Set([start]);
    for (const at of met) {
      const instruction = code[at]!;
      if (instruction.kind === 'fork') for (const next of instruction.next) met.add(next);
    }
    const closure = [...met].filter((at) => code[at]!.kind !== 'fork');
    take(closure.length);
    return (closures[start] = closure);
  };

  const sets: (readonly number[])[] = [];
  const setNumbers = new Map<string, number>();
  const numberOf = (set: readonly number[]): number => {
    const sorted = [...set].sort((a, b) => a - b);
    const key = sorted.join(',');
    const known = setNumbers.get(key);
    if (known !== undefined) return known;
    take(2 * sorted.length + 4);
    setNumbers.set(key, sets.length);
    return sets.push(sorted) - 1;
  };

  const bits = new Map(program.asked.map((set, bit) => [set, bit]));
  const beforeAfter = (letter: number): number => program.asked.reduce((mask, set, bit) => mask | (members[set]![letter]! << bit), 0);

  let stamp = 0;
  const reachedAt = new Int32Array(code.length);
  const metAt = new Int32Array(code.length);
  let before = 0;
  let seenBehind: readonly boolean[] = [];

  /** One step of a set: is it accepted already, where does the letter lead, and which lookaheads begin here? */
  const walk = (
    set: readonly number[],
    letter: number,
  ): { readonly done: boolean; readonly reached: number[]; readonly aheads: number[] } => {
    stamp += 1;
    const reached: number[] = [];
    const aheads: number[] = [];
    let done = false;
    const todo = [...set];
    for (const at of todo) metAt[at] = stamp;
    const goOn = (next: number): void => {
      for (const at of closureOf(next)) {
        if (metAt[at] === stamp) continue;
        metAt[at] = stamp;
        todo.push(at);
      }
    };
    for (let index = 0; index < todo.length; index += 1) {
      const instruction = code[todo[index]!]!;
      switch (instruction.kind) {
        case 'read':
          if (letter === atEnd || members[instruction.set]![letter] === 0) break;
          for (const at of closureOf(instruction.next)) {
            if (reachedAt[at] === stamp) continue;
            reachedAt[at] = stamp;
            reached.push(at);
          }
          break;
        case 'before':
          if ((((before >> bits.get(instruction.set)!) & 1) === 1) !== instruction.negate) goOn(instruction.next);
          break;
        case 'after':
          if ((letter !== atEnd && members[instruction.set]![letter] === 1) !== instruction.negate) goOn(instruction.next);
          break;
        case 'behind':
          if (seenBehind[instruction.number]! !== instruction.negate) goOn(instruction.next);
          break;
        case 'ahead':
          aheads.push(todo[index]!);
          break;
        case 'accept':
          done = true;
          break;
        case 'fork':
          break;
      }
    }
    return { done, reached, aheads };
  };

  const isAccept = (at: number): boolean => code[at]!.kind === 'accept';

  /** What must hold after the letter, so that the set accepts from before it. */
  const derive = (set: readonly number[], letter: number, trail: readonly number[]): Formula => {
    const { done, reached, aheads } = walk(set, letter);
    if (done || reached.some(isAccept)) return always;
    let formula: Formula = reached.length === 0 ? never : [[positive(numberOf(reached))]];
    for (const at of aheads) {
      const instruction = code[at]!;
      if (instruction.kind !== 'ahead' || trail.includes(at)) continue;
      const beyond = [...trail, at];
      const seen = derive(closureOf(instruction.start), letter, beyond);
      const rest = derive(closureOf(instruction.next), letter, beyond);
      formula = or(formula, and(instruction.negate ? not(seen) : seen, rest));
    }
    return formula;
  };

  const ofMain = (literal: number): boolean => !isNegative(literal) && !program.beside[sets[setOf(literal)]![0]!]!;

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
      for (const at of sets[setOf(main)]!) group.main.add(at);
    }
    const mains = [...groups.values()].map(({ others, main }) => [...others, positive(numberOf([...main]))].sort((a, b) => a - b));
    return or(plain, mains);
  };

  const afterLetter = (rest: Formula, letter: number): Formula => {
    let sum: Formula = never;
    for (const clause of rest) {
      let all: Formula = always;
      for (const literal of clause) {
        const seen = derive(sets[setOf(literal)]!, letter, []);
        all = and(all, isNegative(literal) ? not(seen) : seen);
        if (all.length === 0) break;
      }
      sum = or(sum, all);
      if (isAlways(sum)) return sum;
    }
    return sum;
  };

  const situations: Situation[] = [];
  const numbers = new Map<string, number>();
  const rows: (Int32Array | undefined)[] = [];
  const ends: number[] = [];
  const stateOf = (situation: Situation): number => {
    if (situation.rest.length === 0) return refused;
    if (isAlways(situation.rest)) return accepted;
    const key = `${textOf(situation.rest)};${situation.before};${situation.behinds.join(',')}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    take(8 + situation.rest.length * 2);
    const state = situations.push(situation) - 1;
    numbers.set(key, state);
    return state;
  };
  situations.push({ rest: never, before: 0, behinds: [] }, { rest: always, before: 0, behinds: [] });

  /** Takes up what the conditions of a situation ask for. */
  const enter = (situation: Situation, letter: number): void => {
    before = situation.before;
    const seen: boolean[] = [];
    seenBehind = seen;
    for (const set of situation.behinds) seen.push(walk(sets[set]!, letter).done);
  };

  const step = (state: number, letter: number): number => {
    const situation = situations[state]!;
    enter(situation, letter);
    const rest = merged(afterLetter(situation.rest, letter));
    const behinds = situation.behinds.map((set) => numberOf(walk(sets[set]!, letter).reached));
    return stateOf({ rest, before: beforeAfter(letter), behinds });
  };

  const first = closureOf(program.start);
  const start = stateOf({
    rest: first.length === 0 ? never : first.some(isAccept) ? always : [[positive(numberOf(first))]],
    before: 0,
    behinds: program.behinds.map((at) => numberOf(closureOf(at))),
  });

  return {
    alphabet,
    start,
    next: (state, letter) => {
      if (state <= accepted) return state;
      let row = rows[state];
      if (!row) {
        take(alphabet.size);
        row = rows[state] = new Int32Array(alphabet.size).fill(unknown);
      }
      const known = row[letter]!;
      return known === unknown ? (row[letter] = step(state, letter)) : known;
    },
    accepts: (state) => {
      if (state <= accepted) return state === accepted;
      const known = ends[state];
      if (known !== undefined) return known === 1;
      enter(situations[state]!, atEnd);
      const isIn = isAlways(afterLetter(situations[state]!.rest, atEnd));
      ends[state] = isIn ? 1 : 0;
      return isIn;
    },
    fate: (state): Fate => (state === accepted ? 1 : state === refused ? -1 : 0),
    export: (state) => {
      const { rest, before: mask, behinds } = situations[state]!;
      return {
        rest: rest.map((clause) => clause.map((literal) => ({ set: sets[setOf(literal)]!, negative: isNegative(literal) }))),
        before: mask,
        behinds: behinds.map((set) => sets[set]!),
      };
    },
    adopt: ({ rest, before: mask, behinds }) =>
      stateOf({
        rest: rest.map((clause) => clause.map(({ set, negative }) => positive(numberOf(set)) + (negative ? 1 : 0)).sort((a, b) => a - b)),
        before: mask,
        behinds: behinds.map(numberOf),
      }),
  };
};
