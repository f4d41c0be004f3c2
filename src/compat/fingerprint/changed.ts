import { canonicalJson } from '../../core/hash.ts';
import type { Aspect, Fact } from '../fact.ts';
import { keywordsOfAspect } from '../formats/aspects.ts';
import { segmentsOf, valueAt } from '../pointer.ts';

/** Aspects whose keywords hold nothing but plain values: no words, no schemas. */
const plain: ReadonlySet<Aspect> = new Set(['type', 'nullable', 'enum', 'bounds', 'pattern', 'format']);

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

/** What was taken away and what was added, where the change is one of plain values; nothing else. */
export const changedValues = (fact: Fact, old: unknown, next: unknown): unknown => {
  if (fact.kind !== 'aspect' || !plain.has(fact.aspect)) return null;
  const keywords = keywordsOfAspect[fact.aspect === 'nullable' ? 'type' : fact.aspect];
  const [a, b] = [schemaAt(old, fact.old, keywords), schemaAt(next, fact.new, keywords)];
  if (fact.aspect !== 'bounds') {
    const [mine, theirs] = [setOf(a, keywords), setOf(b, keywords)];
    return { gone: without(mine, theirs), come: without(theirs, mine) };
  }
  return keywords.flatMap((keyword) => {
    const [before, after] = [canonicalJson(a[keyword] ?? null), canonicalJson(b[keyword] ?? null)];
    return before === after ? [] : [[keyword, before, after]];
  });
};
