import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relation } from '../../../src/compat/schema/relation.ts';
import type { QuestionOptions } from '../../../src/compat/schema/question.ts';
import { byTheBook } from './by-the-book.ts';
import { combined, near, sample, type Sample } from './schemas.ts';
import { sound } from './sound.ts';

// Worlds so small that all their documents can be listed: the right answer is counted, in both directions.

const runs = Number(process.env['FUZZ_RUNS'] ?? 80);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261125);
const options: QuestionOptions = { budget: { steps: 300_000, ms: 60_000 } };

interface World {
  readonly schema: Record<string, unknown>;
  readonly documents: readonly unknown[];
}

/** All lists of the values up to a length. */
const lists = <T>(values: readonly T[], length: number): T[][] =>
  length === 0 ? [[]] : [[], ...lists(values, length - 1).flatMap((rest) => values.map((value) => [value, ...rest]))];
const distinct = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
/** All objects of these members, each absent or with one of the values. */
const objects = (names: readonly string[], values: readonly unknown[]): Record<string, unknown>[] =>
  names.reduce<Record<string, unknown>[]>(
    (made, name) => made.flatMap((one) => [one, ...values.map((value) => ({ ...one, [name]: value }))]),
    [{}],
  );
const closed = (names: readonly string[], member: unknown): Record<string, unknown> => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, member])),
  additionalProperties: false,
});

const halves = Array.from({ length: 17 }, (_, i) => (i - 4) / 2);
const words = distinct(lists(['a', 'b', 'c'], 3).map((letters) => letters.join('')));
const items = [1, 0.5, 'a', null];
const worlds: Readonly<Record<string, World>> = {
  numbers: { schema: { type: 'number', minimum: -2, maximum: 6, multipleOf: 0.5 }, documents: halves },
  strings: { schema: { type: 'string', pattern: '^[abc]{0,3}$' }, documents: words },
  'constants of all types': { schema: { enum: [null, true, 1, 'ab', [1], { a: 1 }] }, documents: [null, true, 1, 'ab', [1], { a: 1 }] },
  arrays: { schema: { type: 'array', items: { enum: items }, maxItems: 3 }, documents: distinct(lists(items, 3)) },
  objects: { schema: closed(['a', 'b', 'ab'], { enum: [1, 'a', null] }), documents: objects(['a', 'b', 'ab'], [1, 'a', null]) },
  'arrays of arrays': {
    schema: { type: 'array', items: { type: 'array', items: { enum: [1, 'a'] }, maxItems: 2 }, maxItems: 2 },
    documents: distinct(lists(distinct(lists<unknown>([1, 'a'], 2)), 2)),
  },
  'objects of objects': {
    schema: closed(['a', 'b'], closed(['a', 'ab'], { enum: [1, 'a'] })),
    documents: objects(['a', 'b'], objects(['a', 'ab'], [1, 'a'])),
  },
};

describe('small worlds, where the right answer is counted', () => {
  it.each(Object.entries(worlds))('%s', (_, { schema, documents }) => {
    const counted: Record<string, number> = {};
    let unknown = 0;
    // What lives in the world alone, so that the world's schema need not be trusted.
    expect(documents.filter((document) => !byTheBook(schema)(document))).toEqual([]);
    const inWorld = (one: Sample): Record<string, unknown> => combined([one], (body) => ({ allOf: [schema, body] }));
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(sample, sample)), ([one, two]) => {
        const [a, b] = [inWorld(one), inWorld(two)];
        const answer = sound(() => relation(a, b, options));
        if (!answer) return;
        const [inA, inB] = [a, b].map((side) => new Set(documents.filter(byTheBook(side))));
        if (!inA || !inB) return;
        const right = inA.isSubsetOf(inB)
          ? inB.isSubsetOf(inA)
            ? 'equivalent'
            : 'narrower'
          : inB.isSubsetOf(inA)
            ? 'wider'
            : inA.isDisjointFrom(inB)
              ? 'disjoint'
              : 'overlapping';
        counted[right] = (counted[right] ?? 0) + 1;
        if (answer.kind === 'unknown') unknown++;
        else if (answer.kind !== right)
          throw new Error(
            `${JSON.stringify(a)}\nis ${right}, not ${answer.kind}, to\n${JSON.stringify(b)}\n${JSON.stringify([answer.aInB, answer.bInA])}`,
          );
      }),
      { numRuns: runs, seed },
    );
    expect(Object.keys(counted).length).toBeGreaterThan(2);
    expect(unknown).toBeLessThan(1 + runs / 100);
  });
});
