import type { Node } from '../form/node.ts';
import { acceptsFormat, languageOfFormat } from '../language/formats.ts';
import { type Language, matching } from '../language/language.ts';
import { pickString, pickStrings } from '../language/strings.ts';
import { type Budget, Undecided } from '../undecided.ts';
import { type Answer, found, none, unknown } from './answer.ts';
import type { Alternative, Atom } from './atom.ts';
import type { Domain } from './domain.ts';

interface Strings {
  min: number;
  max: number;
  in: readonly Language[];
  notIn: readonly Language[];
  not: ReadonlySet<string>;
  /** Formats that are no regular language: a text has them, or has not. */
  formats: ReadonlySet<string>;
  notFormats: ReadonlySet<string>;
}

/** @throws Undecided for a format that is no regular language */
export const formatLanguage = (name: string): Language => {
  const language = languageOfFormat(name);
  if (!language) throw new Undecided(`the format ${JSON.stringify(name)} is asserted, and is not decided exactly`);
  return language;
};

const demandFormat = (name: string, holds: boolean): Atom => {
  const language = languageOfFormat(name);
  if (language) return { kind: holds ? 'in' : 'not-in', language };
  return { kind: holds ? 'format' : 'not-format', name };
};

const add = (state: Strings, atom: Atom): void => {
  if (atom.kind === 'length') {
    state.min = Math.max(state.min, atom.min);
    state.max = Math.min(state.max, atom.max);
  } else if (atom.kind === 'in') state.in = [...state.in, atom.language];
  else if (atom.kind === 'not-in') state.notIn = [...state.notIn, atom.language];
  else if (atom.kind === 'format') state.formats = new Set([...state.formats, atom.name]);
  else if (atom.kind === 'not-format') state.notFormats = new Set([...state.notFormats, atom.name]);
};

/** No string, whatever the formats that are not decided turn out to be. */
const isEmpty = (state: Strings, budget: Budget): boolean =>
  [...state.formats].some((name) => state.notFormats.has(name)) ||
  // The same language on both sides needs no automaton.
  state.in.some(({ key }) => state.notIn.some((other) => other.key === key)) ||
  pickString(state, budget).kind === 'empty';

/** How many strings are tried where a format can be tested but not constructed. */
const tries = 40;

/** A string with, and without, formats that are no regular languages. */
const tryFormats = (state: Strings, budget: Budget): Answer => {
  const fits = (text: string): boolean =>
    [...state.formats].every((name) => acceptsFormat(name, text) === true) &&
    [...state.notFormats].every((name) => acceptsFormat(name, text) === false);
  const text = pickStrings(state, tries, budget).find(fits);
  if (text !== undefined) return found(text);
  const [name = ''] = [...state.formats, ...state.notFormats];
  return unknown(`the format ${JSON.stringify(name)} is asserted, and is not decided exactly`);
};

/** Strings are lengths and regular languages, without some words. */
export const strings: Domain<Strings> = {
  blank: () => ({ min: 0, max: Infinity, in: [], notIn: [], not: new Set(), formats: new Set(), notFormats: new Set() }),
  copy: (state) => ({ ...state }),
  demand: (state, { string }: Node) => {
    if (!string) return;
    add(state, { kind: 'length', min: string.min, max: string.max });
    if (string.patterns.length > 0) state.in = [...state.in, ...string.patterns.map(matching)];
    for (const format of string.formats) add(state, demandFormat(format, true));
  },
  failures: ({ string }: Node) => {
    const ways: Alternative[] = [];
    if (!string) return ways;
    if (string.min > 0) ways.push([{ kind: 'length', min: 0, max: string.min - 1 }]);
    if (string.max < Infinity) ways.push([{ kind: 'length', min: string.max + 1, max: Infinity }]);
    for (const pattern of string.patterns) ways.push([{ kind: 'not-in', language: matching(pattern) }]);
    for (const format of string.formats) ways.push([demandFormat(format, false)]);
    return ways;
  },
  add,
  exclude: (state, values) => {
    state.not = new Set([...state.not, ...(values as readonly string[])]);
    return [];
  },
  isImpossible: (state, atoms, { budget }) => {
    const next = { ...state };
    for (const atom of atoms) add(next, atom);
    return isEmpty(next, budget);
  },
  solve: (state, { budget }) => {
    if (isEmpty(state, budget)) return none;
    if (state.formats.size + state.notFormats.size > 0) return tryFormats(state, budget);
    const picked = pickString(state, budget);
    return picked.kind === 'empty' ? none : found(picked.value);
  },
};
