import { Undecided } from '../undecided.ts';
import { letterOf } from './alphabet.ts';
import type { Automaton } from './automaton.ts';
import { automatonOf } from './automaton.ts';
import { refa } from './libraries.ts';
import { TooLarge } from './machine.ts';
import type { Machine } from './machine.ts';
import type { Program } from './program.ts';
import { programOf } from './program.ts';
import { flagsOf, shown, syntaxOf } from './syntax.ts';
import { byPoints, characterAt, unitsOf } from './units.ts';

/** A pattern that is regular. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly key: string;
  readonly source: string;
  readonly by: 'points' | 'units';
  readonly program: Program;
}

const nameOf = (source: string): string => `the pattern ${shown(source)}`;

const keyOf = (source: string): string => `/${JSON.stringify(source)}`;

/** @throws Undecided for what is no regular expression, not regular or too large */
export const patternOf = (source: string, flags: 'u' | '' = flagsOf(source)): Pattern => {
  const { expression, by } = syntaxOf(source, flags);
  try {
    const program = programOf(expression, refa().CharSet.all(by === 'points' ? 0x10_ffff : 0xffff), nameOf(source));
    return { kind: 'pattern', key: keyOf(source), source, by, program };
  } catch (error) {
    if (error instanceof RangeError) throw new Undecided(`${nameOf(source)} is nested too deeply`);
    throw error;
  }
};

/** A pattern of flag `u` that is known to be regular, as those of the formats are: it is read when somebody asks what it holds. */
export const regularPatternOf = (source: string): Pattern => {
  let program: Program | undefined;
  return {
    kind: 'pattern',
    key: keyOf(source),
    source,
    by: 'points',
    get program() {
      return (program ??= patternOf(source, 'u').program);
    },
  };
};

/** A new automaton for the texts that it finds. */
export const machineOfPattern = ({ source, by, program }: Pattern): Machine => {
  const automaton = automatonOf(program, nameOf(source));
  return by === 'points' ? automaton : byPoints(automaton);
};

/** Small, so that many patterns can keep theirs. */
const roomOfTester = 100_000;
const mostTesters = 200;
const testers = new Map<string, Automaton>();

const newTester = ({ source, program }: Pattern): Automaton => {
  const room = roomOfTester + program.code.length * 20;
  return automatonOf(program, nameOf(source), room);
};

const testerOf = (pattern: Pattern): Automaton => {
  const known = testers.get(pattern.key);
  if (known) return known;
  if (testers.size >= mostTesters) testers.clear();
  const tester = newTester(pattern);
  testers.set(pattern.key, tester);
  return tester;
};

/**
 * Is the pattern found in the text? In time that grows with the text's length and no faster: the automaton is built as
 * far as the text needs it, and begun anew where it has grown too large.
 */
export const isFound = (pattern: Pattern, text: string): boolean => {
  let tester = testerOf(pattern);
  let state = tester.start;
  let isNew = false;
  for (let index = 0; index < text.length && tester.fate(state) === 0;) {
    const character = characterAt(text, index, pattern.by);
    try {
      state = tester.next(state, letterOf(tester.alphabet, character));
      index += unitsOf(character);
      isNew = false;
    } catch (error) {
      if (!(error instanceof TooLarge) || isNew) throw error;
      isNew = true;
      const situation = tester.export(state);
      tester = newTester(pattern);
      testers.set(pattern.key, tester);
      state = tester.adopt(situation);
    }
  }
  return tester.accepts(state);
};
