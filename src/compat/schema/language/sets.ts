import { sha256 } from '../../../core/hash.ts';
import { Undecided } from '../undecided.ts';
import type { Pattern } from './pattern.ts';
import { isFound, patternOf, regularPatternOf } from './pattern.ts';

// Sets of texts. Property names are nearly always finitely many or all but finitely many: these are plain sets, and no
// automaton is built for them.

interface Words {
  readonly kind: 'words';
  readonly key: string;
  readonly words: ReadonlySet<string>;
}
/** Every text but these. */
interface Others {
  readonly kind: 'others';
  readonly key: string;
  readonly words: ReadonlySet<string>;
}
/** Every text in which the pattern is not found. */
interface Unmatched {
  readonly kind: 'unmatched';
  readonly key: string;
  readonly pattern: Pattern;
}
/** Texts in all of the parts, or in one of them at least. Parts are sorted by key, none twice, none of the same kind. */
interface Combined {
  readonly kind: 'both' | 'either';
  readonly key: string;
  readonly parts: readonly Language[];
}

/** A regular set of texts, immutable. Treat it as opaque but for `key`: equal keys mean equal construction. */
export type Language = Words | Others | Pattern | Unmatched | Combined;

const longestKey = 1000;
const shortened = (key: string): string => (key.length > longestKey ? sha256(key) : key);

const keyOfWords = (words: ReadonlySet<string>): string => {
  if (words.size > 1) return shortened(JSON.stringify([...words].sort()));
  const [only] = words;
  return only === undefined ? '[]' : shortened(`[${JSON.stringify(only)}]`);
};
const ofWords = (words: ReadonlySet<string>): Words => ({ kind: 'words', key: keyOfWords(words), words });
const ofOthers = (words: ReadonlySet<string>): Others => ({ kind: 'others', key: `^${keyOfWords(words)}`, words });

export const nothing: Language = ofWords(new Set());
export const anything: Language = ofOthers(new Set());

/** Exactly these words. */
export const oneOf = (words: Iterable<string>): Language => {
  const set = new Set(words);
  return set.size === 0 ? nothing : ofWords(set);
};

const mostPatterns = 5000;
const patterns = new Map<string, Language | string>();

/** What `^word$` and `^(one|other)$` list. */
const listed = /^\^(?:([\w-]+)|\((?:\?:)?([\w|-]+)\))\$$/;

const ofPattern = (source: string): Language => {
  const [, word, list] = listed.exec(source) ?? [];
  const words = word ?? list;
  if (words !== undefined) return oneOf(words.split('|'));
  if (source === '' || source === '.*' || source === '^' || source === '^.*') return anything;
  return patternOf(source);
};

/**
 * The texts in which the pattern is found (ECMA-262, flag `u` where it is valid with it; unanchored, as JSON Schema's
 * `pattern`).
 *
 * @throws Undecided for what is no regular expression, not regular (a backreference) or too large, with the reason
 */
export const matching = (source: string): Language => {
  let found = patterns.get(source);
  if (found === undefined) {
    try {
      found = ofPattern(source);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      found = error.message;
    }
    if (patterns.size >= mostPatterns) patterns.clear();
    patterns.set(source, found);
  }
  if (typeof found === 'string') throw new Undecided(found);
  return found;
};

/** The same for a pattern of ours, which is known to be regular: nothing is read before it is asked what it holds. */
export const regular = (source: string): Language => regularPatternOf(source);

/** Is the word in the language? In time linear in the word's length. */
export const includes = (language: Language, word: string): boolean => {
  switch (language.kind) {
    case 'words':
      return language.words.has(word);
    case 'others':
      return !language.words.has(word);
    case 'pattern':
      return isFound(language, word);
    case 'unmatched':
      return !isFound(language.pattern, word);
    case 'both':
      return language.parts.every((part) => includes(part, word));
    case 'either':
      return language.parts.some((part) => includes(part, word));
  }
};

/** Every text that is not in it. */
export const not = (language: Language): Language => {
  switch (language.kind) {
    case 'words':
      return ofOthers(language.words);
    case 'others':
      return ofWords(language.words);
    case 'pattern':
      return { kind: 'unmatched', key: `!${language.key}`, pattern: language };
    case 'unmatched':
      return language.pattern;
    case 'both':
      return combined('either', language.parts.map(not));
    case 'either':
      return combined('both', language.parts.map(not));
  }
};

const combined = (kind: 'both' | 'either', parts: readonly Language[]): Language => {
  const sorted = [...parts].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const key = `${kind === 'both' ? '&' : '|'}(${sorted.map((part) => part.key).join(',')})`;
  return { kind, key: shortened(key), parts: sorted };
};

const filtered = (words: ReadonlySet<string>, isIn: (word: string) => boolean): ReadonlySet<string> => {
  const kept = [...words].filter(isIn);
  return kept.length === words.size ? words : new Set(kept);
};

const partsOf = (language: Language): readonly Language[] => (language.kind === 'both' ? language.parts : [language]);

const isOpposite = (a: Language, b: Language): boolean =>
  (a.kind === 'unmatched' && a.pattern.key === b.key) || (b.kind === 'unmatched' && b.pattern.key === a.key);

/** Texts of both. */
export const both = (a: Language, b: Language): Language => {
  if (a.key === b.key || b === anything || a === nothing) return a;
  if (a === anything || b === nothing) return b;
  if (a.kind === 'words') return oneOfKept(a, b);
  if (b.kind === 'words') return oneOfKept(b, a);
  const parts = new Map<string, Language>();
  let left: ReadonlySet<string> = new Set();
  for (const part of [...partsOf(a), ...partsOf(b)]) {
    if (part.kind === 'others') left = left.size === 0 ? part.words : left.union(part.words);
    else parts.set(part.key, part);
  }
  const rest = [...parts.values()];
  if (rest.some((one, index) => rest.slice(index + 1).some((other) => isOpposite(one, other)))) return nothing;
  const outside = filtered(left, (word) => rest.every((part) => includes(part, word)));
  if (outside.size > 0) rest.push(ofOthers(outside));
  return rest.length === 1 ? rest[0]! : combined('both', rest);
};

const oneOfKept = (some: Words, other: Language): Language => {
  const kept = filtered(some.words, (word) => includes(other, word));
  return kept === some.words ? some : oneOf(kept);
};

/** Texts of either. */
export const either = (a: Language, b: Language): Language => not(both(not(a), not(b)));
