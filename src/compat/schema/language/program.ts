import type { CharSet, Element, Expression, NoParent } from 'refa';
import { Undecided } from '../undecided.ts';
import type { Alphabet } from './alphabet.ts';
import { alphabetOfSets } from './alphabet.ts';

// A pattern as instructions: a non-deterministic automaton with conditions. Lookaheads and lookbehinds of more than one
// character are automata of their own beside the main one; `^`, `$` and `\b` ask for one character only.

type Instruction =
  /** Reads one character of a set. */
  | { readonly kind: 'read'; readonly set: number; readonly next: number }
  /** Goes on at any of these. */
  | { readonly kind: 'fork'; next: readonly number[] }
  /** Goes on where the character before (after) is, or is not, there and of a set. */
  | { readonly kind: 'before' | 'after'; readonly set: number; readonly negate: boolean; readonly next: number }
  /** Goes on where what follows is, or is not, accepted from `start`. */
  | { readonly kind: 'ahead'; readonly start: number; readonly negate: boolean; readonly next: number }
  /** Goes on where what came before is, or is not, accepted by a lookbehind. */
  | { readonly kind: 'behind'; readonly number: number; readonly negate: boolean; readonly next: number }
  | { readonly kind: 'accept' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly start: number;
  /** Where each lookbehind begins; each may start anywhere. Inner ones come before outer ones. */
  readonly behinds: readonly number[];
  /** The sets that `before` asks for. */
  readonly asked: readonly number[];
  /** Is the instruction part of a lookaround? */
  readonly beside: readonly boolean[];
  readonly alphabet: Alphabet;
  /** For each set, the letters in it. */
  readonly members: readonly Uint8Array[];
}

type Alternatives = NoParent<Expression>['alternatives'];
type Part = NoParent<Element>;

/** More instructions than this are refused. */
const most = 200_000;

/** `before` asks for no more kinds of characters: they are bits of a number. */
const mostAsked = 30;

/** How many instructions a part becomes: repetition copies. */
const sizeOf = (part: Part): number => {
  if (part.type === 'CharacterClass' || part.type === 'Unknown') return 1;
  const inside = sizeOfAll(part.alternatives);
  if (part.type !== 'Quantifier') return inside + 1;
  return (inside + 1) * Math.max(1, part.max === Infinity ? part.min + 1 : part.max);
};
const sizeOfAll = (alternatives: Alternatives): number =>
  alternatives.reduce((sum, { elements }) => sum + elements.reduce((size, element) => size + sizeOf(element), 1), 0);

/** The set of a lookaround that asks for one character, such as `$` and the two of `\b`. */
const singleOf = (alternatives: Alternatives): CharSet | undefined => {
  let all: CharSet | undefined;
  for (const { elements } of alternatives) {
    const [only, ...rest] = elements;
    if (only?.type !== 'CharacterClass' || rest.length > 0) return undefined;
    all = all ? all.union(only.characters) : only.characters;
  }
  return all;
};

/** Can it match at the very beginning only? */
const isAnchored = (elements: readonly Part[]): boolean => {
  for (const element of elements) {
    if (element.type === 'Alternation') return element.alternatives.every((inside) => isAnchored(inside.elements));
    if (element.type !== 'Assertion') return false;
    const single = element.kind === 'behind' && element.negate ? singleOf(element.alternatives) : undefined;
    if (single?.isAll) return true;
  }
  return false;
};

/** @throws Undecided when it is too large, or has a lookahead inside a lookbehind */
export const programOf = ({ alternatives }: NoParent<Expression>, any: CharSet, what: string): Program => {
  if (sizeOfAll(alternatives) > most) throw new Undecided(`${what} repeats too much`);
  const code: Instruction[] = [];
  const sets: CharSet[] = [];
  const numbers = new Map<string, number>();
  const texts = new Map<CharSet, string>();
  const behinds: number[] = [];
  const asked: number[] = [];
  const beside: boolean[] = [];
  let inside: 'main' | 'ahead' | 'behind' = 'main';

  const emit = (instruction: Instruction): number => {
    beside.push(inside !== 'main');
    return code.push(instruction) - 1;
  };
  /** What stands in a lookaround. */
  const within = (kind: 'ahead' | 'behind', build: () => number): number => {
    const outer = inside;
    inside = kind;
    const start = build();
    inside = outer;
    return start;
  };
  const setOf = (set: CharSet): number => {
    const key = texts.get(set) ?? set.toRangesString();
    texts.set(set, key);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sets.length);
    return sets.push(set) - 1;
  };
  const choice = (targets: readonly number[]): number => (targets.length === 1 ? targets[0]! : emit({ kind: 'fork', next: targets }));
  /** One that may begin anywhere, but for the alternatives that begin at the start of the text. */
  const search = (all: Alternatives, end: number): number => {
    const anchored = all.filter(({ elements }) => isAnchored(elements));
    const free = all.filter(({ elements }) => !isAnchored(elements));
    const starts = anchored.map(({ elements }) => sequence(elements, end));
    if (free.length > 0) {
      const loop = emit({ kind: 'fork', next: [] });
      const skip = emit({ kind: 'read', set: setOf(any), next: loop });
      code[loop] = { kind: 'fork', next: [skip, ...free.map(({ elements }) => sequence(elements, end))] };
      starts.push(loop);
    }
    return choice(starts);
  };
  const sequence = (elements: readonly Part[], next: number): number =>
    elements.reduceRight((after, element) => compile(element, after), next);
  const alternation = (all: Alternatives, next: number): number => choice(all.map(({ elements }) => sequence(elements, next)));
  const lookaround = (part: Part & { type: 'Assertion' }, next: number): number => {
    const { negate } = part;
    const single = singleOf(part.alternatives);
    if (single) {
      const set = setOf(single);
      if (part.kind === 'ahead') return emit({ kind: 'after', set, negate, next });
      if (!asked.includes(set)) asked.push(set);
      return emit({ kind: 'before', set, negate, next });
    }
    if (part.kind === 'ahead') {
      if (inside === 'behind') throw new Undecided(`${what} has a lookahead inside a lookbehind`);
      const start = within('ahead', () => alternation(part.alternatives, emit({ kind: 'accept' })));
      return emit({ kind: 'ahead', start, negate, next });
    }
    const start = within('behind', () => search(part.alternatives, emit({ kind: 'accept' })));
    return emit({ kind: 'behind', number: behinds.push(start) - 1, negate, next });
  };
  const repetition = (part: Part & { type: 'Quantifier' }, next: number): number => {
    let entry = next;
    if (part.max === Infinity) {
      entry = emit({ kind: 'fork', next: [] });
      code[entry] = { kind: 'fork', next: [alternation(part.alternatives, entry), next] };
    } else {
      for (let copy = part.min; copy < part.max; copy += 1)
        entry = emit({ kind: 'fork', next: [alternation(part.alternatives, entry), next] });
    }
    for (let copy = 0; copy < part.min; copy += 1) entry = alternation(part.alternatives, entry);
    return entry;
  };
  const compile = (part: Part, next: number): number => {
    switch (part.type) {
      case 'CharacterClass':
        return emit({ kind: 'read', set: setOf(part.characters), next });
      case 'Alternation':
        return alternation(part.alternatives, next);
      case 'Assertion':
        return lookaround(part, next);
      case 'Quantifier':
        return repetition(part, next);
      case 'Unknown':
        throw new Undecided(`${what} has a construct that is not understood (${part.id})`);
    }
  };
  const start = search(alternatives, emit({ kind: 'accept' }));
  if (asked.length > mostAsked) throw new Undecided(`${what} asks for too many kinds of characters before others`);
  return { code, start, behinds, asked, beside, ...alphabetOfSets(sets.map((set) => set.ranges)) };
};
