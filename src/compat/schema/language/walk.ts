import type { Program } from './program.ts';

// One step of a set of instructions. Forks are followed at once and are never part of a set.

/** What is known of the text before the place where a step begins. */
export interface Past {
  /** Bit by bit: was the last character in the sets that `before` asks for? */
  readonly before: number;
  /** Is each lookbehind accepted here? */
  readonly behinds: readonly boolean[];
}

interface Reached {
  /** Accepted before the letter is read. */
  readonly isDone: boolean;
  /** Accepted once it is read. */
  readonly isDoneAfter: boolean;
  readonly set: readonly number[];
  /** Lookaheads that begin before the letter. */
  readonly aheads: readonly number[];
}

export interface Walker {
  readonly walk: (set: Iterable<number>, letter: number, past: Past) => Reached;
  /** The set that an instruction stands for. */
  readonly setAt: (start: number) => readonly number[];
  /** The bits of `before` once the letter is read. */
  readonly beforeAfter: (letter: number) => number;
}

/** In place of a letter: the end of the text. */
export const atEnd = -1;

/** @param take is told how much work each step is */
export const walkerOf = ({ code, members, asked }: Program, take: (work: number) => void): Walker => {
  let stamp = 0;
  const stamps = { after: new Int32Array(code.length), now: new Int32Array(code.length) };
  const open: number[] = [];
  /** Adds what stands behind forks, if it has not been added since the stamp was set. */
  const add = (start: number, stamped: Int32Array, to: number[]): void => {
    open.push(start);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (stamped[at] === stamp) continue;
      stamped[at] = stamp;
      const instruction = code[at]!;
      if (instruction.kind === 'fork') for (const next of instruction.next) open.push(next);
      else to.push(at);
    }
  };
  const bits = new Map(asked.map((set, bit) => [set, bit]));
  const walk = (set: Iterable<number>, letter: number, past: Past): Reached => {
    stamp += 1;
    const waiting: number[] = [];
    const reached: number[] = [];
    const aheads: number[] = [];
    let isDone = false;
    const goOnIf = (holds: boolean, next: number): void => {
      if (holds) add(next, stamps.now, waiting);
    };
    for (const at of set) {
      stamps.now[at] = stamp;
      waiting.push(at);
    }
    for (let index = 0; index < waiting.length; index += 1) {
      const instruction = code[waiting[index]!]!;
      switch (instruction.kind) {
        case 'read':
          if (letter !== atEnd && members[instruction.set]![letter] === 1) add(instruction.next, stamps.after, reached);
          break;
        case 'before':
          goOnIf((((past.before >> bits.get(instruction.set)!) & 1) === 1) !== instruction.negate, instruction.next);
          break;
        case 'after':
          goOnIf((letter !== atEnd && members[instruction.set]![letter] === 1) !== instruction.negate, instruction.next);
          break;
        case 'behind':
          goOnIf(past.behinds[instruction.number]! !== instruction.negate, instruction.next);
          break;
        case 'ahead':
          aheads.push(waiting[index]!);
          break;
        case 'accept':
          isDone = true;
          break;
        case 'fork':
          break;
      }
    }
    take(4 + waiting.length + reached.length);
    return { isDone, isDoneAfter: reached.some((at) => code[at]!.kind === 'accept'), set: reached, aheads };
  };
  return {
    walk,
    setAt: (start) => {
      stamp += 1;
      const set: number[] = [];
      add(start, stamps.now, set);
      return set;
    },
    beforeAfter: (letter) => asked.reduce((mask, set, bit) => mask | (members[set]![letter]! << bit), 0),
  };
};
