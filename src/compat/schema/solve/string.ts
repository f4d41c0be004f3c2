import type { Node } from '../form/node.ts';
import { languageOfFormat } from '../language/formats.ts';
import { type Language, matching } from '../language/language.ts';
import { pickString } from '../language/strings.ts';
import { Undecided } from '../undecided.ts';
import { found, none } from './answer.ts';
import type { Alternative, Atom } from './atom.ts';
import type { Domain } from './domain.ts';

interface Strings {
  min: number;
  max: number;
  in: readonly Language[];
  notIn: readonly Language[];
  not: ReadonlySet<string>;
}

/** @throws Undecided for a format that is no regular language */
export const formatLanguage = (name: string): Language => {
  const language = languageOfFormat(name);
  if (!language) throw new Undecided(`the format ${JSON.stringify(name)} is asserted, and is not decided exactly`);
  return language;
};

const add = (state: Strings, atom: Atom): void => {
  if (atom.kind === 'length') {
    state.min = Math.max(state.min, atom.min);
    state.max = Math.min(state.max, atom.max);
  } else if (atom.kind === 'in') state.in = [...state.in, atom.language];
  else if (atom.kind === 'not-in') state.notIn = [...state.notIn, atom.language];
};

/** Strings are lengths and regular languages, without some words. */
export const strings: Domain<Strings> = {
  blank: () => ({ min: 0, max: Infinity, in: [], notIn: [], not: new Set() }),
  copy: (state) => ({ ...state }),
  demand: (state, { string }: Node) => {
    if (!string) return;
    state.min = Math.max(state.min, string.min);
    state.max = Math.min(state.max, string.max);
    if (string.patterns.length + string.formats.length > 0)
      state.in = [...state.in, ...string.patterns.map(matching), ...string.formats.map(formatLanguage)];
  },
  failures: ({ string }: Node) => {
    const ways: Alternative[] = [];
    if (!string) return ways;
    if (string.min > 0) ways.push([{ kind: 'length', min: 0, max: string.min - 1 }]);
    if (string.max < Infinity) ways.push([{ kind: 'length', min: string.max + 1, max: Infinity }]);
    for (const pattern of string.patterns) ways.push([{ kind: 'not-in', language: matching(pattern) }]);
    for (const format of string.formats) ways.push([{ kind: 'not-in', language: formatLanguage(format) }]);
    return ways;
  },
  add,
  exclude: (state, value) => {
    state.not = new Set([...state.not, value as string]);
    return undefined;
  },
  isImpossible: (state, atoms, { budget }) => {
    const next = { ...state };
    for (const atom of atoms) add(next, atom);
    return pickString(next, budget).kind === 'empty';
  },
  solve: (state, { budget }) => {
    const picked = pickString(state, budget);
    return picked.kind === 'empty' ? none : found(picked.value);
  },
};
