import { canonicalJson } from '../../core/hash.ts';
import type { Aspect, Fact } from '../fact.ts';
import { keywordsOfAspect, unevaluated } from '../formats/aspects.ts';
import { withAlternatives } from '../formats/schemas/discriminators.ts';
import { segmentsOf, valueAt } from '../pointer.ts';
import { meaningIn } from './meaning.ts';

type Keywords = Readonly<Record<string, unknown>>;

/** The schema at a pointer, or the one that has the keyword there. */
const schemaAt = (root: unknown, pointer: string | undefined, keywords: readonly string[]): Keywords => {
  if (pointer === undefined) return {};
  const last = segmentsOf(pointer).at(-1);
  const parent = last !== undefined && keywords.includes(last) ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
  const value = valueAt(root, parent);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Keywords) : {};
};

/** The values that a keyword names, as a set. */
const setOf = (schema: Keywords, keywords: readonly string[]): ReadonlySet<string> =>
  new Set(
    keywords.flatMap((keyword) => {
      const value = schema[keyword];
      if (value === undefined) return [];
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      // One keyword that only says yes or no (nullable) is not taken for a value that another one names.
      return values.map((one) => (keyword === 'nullable' ? `${keyword} ${canonicalJson(one)}` : canonicalJson(one)));
    }),
  );

const without = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((value) => !b.has(value)).sort();

/** What the keywords of an aspect hold that are schemas, or depend on some. */
const deep: Readonly<Partial<Record<Aspect, readonly string[]>>> = {
  members: [...keywordsOfAspect.members, ...unevaluated, 'patternProperties', 'additionalProperties'],
  conditions: keywordsOfAspect.conditions,
};

/** One version of a document as it is compared, and what its parts say. */
export interface Told {
  readonly seen: unknown;
  readonly meaning: (value: unknown) => string;
}

/** @param document the value of a document; alternatives that a discriminator makes have places in what is made of it alone */
export const toldBy = (document: unknown): Told => {
  const seen = withAlternatives(document);
  return { seen, meaning: meaningIn(seen) };
};

/** Keywords of which one side says something else, with what both say. */
const differing = (
  keywords: readonly string[],
  [a, b]: readonly [Keywords, Keywords],
  textOf: readonly [Told['meaning'], Told['meaning']],
): unknown =>
  keywords.flatMap((keyword) => {
    const [before, after] = [textOf[0](a[keyword]), textOf[1](b[keyword])];
    return before === after ? [] : [[keyword, before, after]];
  });

/** Alternatives, each by what it says. */
const branchesOf = (schema: Keywords, { meaning }: Told): ReadonlySet<string> =>
  new Set(
    keywordsOfAspect.alternatives.flatMap((keyword) => {
      const branches = schema[keyword];
      return Array.isArray(branches) ? branches.map((branch) => `${keyword} ${meaning(branch)}`) : [];
    }),
  );

const setsApart = (mine: ReadonlySet<string>, theirs: ReadonlySet<string>): unknown => ({
  gone: without(mine, theirs),
  come: without(theirs, mine),
});

/** What changed at the place of a fact, as far as the fact does not say it itself: what was taken away and what was added. */
export const changedValues = (fact: Fact, old: Told, next: Told): unknown => {
  const at = (keywords: readonly string[]): readonly [Keywords, Keywords] => [
    schemaAt(old.seen, fact.old, keywords),
    schemaAt(next.seen, fact.new, keywords),
  ];
  const texts = [old.meaning, next.meaning] as const;
  if (fact.kind === 'given') return next.meaning(valueAt(next.seen, fact.new ?? ''));
  if (fact.kind === 'undecided') return fact.keyword === undefined ? null : differing([fact.keyword], at([fact.keyword]), texts);
  if (fact.kind !== 'aspect') return null;
  const { aspect } = fact;
  if (aspect === 'alternatives') {
    const [a, b] = at(keywordsOfAspect.alternatives);
    return setsApart(branchesOf(a, old), branchesOf(b, next));
  }
  const nested = deep[aspect];
  if (nested) return differing(nested, at(nested), texts);
  const keywords = keywordsOfAspect[aspect === 'nullable' ? 'type' : aspect];
  const [a, b] = at(keywords);
  if (aspect !== 'bounds') return setsApart(setOf(a, keywords), setOf(b, keywords));
  const plain = (value: unknown): string => canonicalJson(value ?? null);
  return differing(keywords, [a, b], [plain, plain]);
};
