import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relation } from '../../../src/compat/schema/relation.ts';
import type { QuestionOptions, Relation } from '../../../src/compat/schema/question.ts';
import { Exact, type Value } from '../../../src/compat/schema/value.ts';

// Patterns and decimals drawn at random, judged by JavaScript's own expressions on all short strings, and by whole
// numbers of hundredths.

const runs = Number(process.env['FUZZ_RUNS'] ?? 150);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261126);
const options: QuestionOptions = { budget: { steps: 300_000, ms: 60_000 } };

interface Asked {
  readonly a: unknown;
  readonly b: unknown;
  readonly answer: Relation;
}

/** @throws where the answer denies what the documents show */
const settle = <T>(
  { a, b, answer }: Asked,
  documents: readonly T[],
  [inA, inB]: readonly [(one: T) => boolean, (one: T) => boolean],
  read: (witness: Value) => T,
): void => {
  const deny = (why: string): never => {
    throw new Error(`${JSON.stringify(a)} is said to be ${answer.kind} to ${JSON.stringify(b)}, but ${why}`);
  };
  for (const [side, one, two] of [
    [answer.aInB, inA, inB],
    [answer.bInA, inB, inA],
  ] as const) {
    const found = documents.find((document) => one(document) && !two(document));
    if (side.kind === 'contained' && found !== undefined) deny(`${JSON.stringify(found)} is not contained`);
    if (side.kind === 'not-contained' && !(one(read(side.witness)) && !two(read(side.witness))))
      deny(`${JSON.stringify(side.witness)} does not show it`);
  }
  if (answer.kind === 'disjoint' && documents.some((document) => inA(document) && inB(document))) deny('they share a document');
  if (answer.common !== undefined && !(inA(read(answer.common)) && inB(read(answer.common))))
    deny('they do not share what is said to be common');
};

const expression: fc.Arbitrary<string> = fc.letrec<{ one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', 'aa', 'ab', ''),
    fc.tuple(tie('one'), tie('one')).map(([one, two]) => one + two),
    fc.tuple(tie('one'), tie('one')).map(([one, two]) => `(${one}|${two})`),
    fc.tuple(tie('one'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}')).map(([one, times]) => `(?:${one})${times}`),
    fc.tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('one')).map(([kind, one]) => `${kind}${one})`),
    fc.constantFrom('^', '$', '\\b'),
  ),
})).one;
const anchored = fc.oneof({ weight: 3, arbitrary: expression.map((one) => `^(?:${one})$`) }, expression);
const letters = ['a', 'b', 'c', ' '];
const words = (length: number): string[] =>
  length === 0
    ? ['']
    : words(length - 1).flatMap((word) => (word.length === length - 1 ? [word, ...letters.map((letter) => word + letter)] : [word]));

describe('patterns drawn at random', () => {
  it('are what JavaScript makes of all strings of five letters', () => {
    const all = words(5);
    let unknown = 0;
    fc.assert(
      fc.property(anchored, anchored, (one, two) => {
        const [a, b] = [one, two].map((pattern) => ({ type: 'string', pattern })) as [object, object];
        const answer = relation(a, b, options);
        if (answer.kind === 'unknown') unknown++;
        const [first, second] = [new RegExp(one, 'u'), new RegExp(two, 'u')];
        settle({ a, b, answer }, all, [(word) => first.test(word), (word) => second.test(word)], String);
      }),
      { numRuns: runs, seed },
    );
    expect(unknown / runs).toBeLessThan(0.03);
  });
});

/** A decimal as hundredths of hundredths, which whole numbers hold; digits beyond them do not occur here. */
const scale = 10_000;
const units = (value: Value): number => Math.round(Number(value instanceof Exact ? value.text : value) * scale);
const hundredths = fc.integer({ min: -300, max: 300 }).map((one) => one / 100);
const steps = fc.constantFrom(0.01, 0.02, 0.05, 0.1, 0.15, 0.3, 0.07, 0.25, 1, 1.1, 0.33);

type Bounds = Readonly<Record<string, number>>;
const bounds: fc.Arbitrary<Bounds> = fc.record(
  {
    minimum: hundredths,
    exclusiveMinimum: hundredths,
    maximum: hundredths,
    exclusiveMaximum: hundredths,
    multipleOf: steps,
    const: hundredths,
  },
  { requiredKeys: [] },
);
const meets = (one: Bounds, unit: number): boolean =>
  Object.entries(one).every(([keyword, value]) => {
    const limit = units(value);
    switch (keyword) {
      case 'minimum':
        return unit >= limit;
      case 'exclusiveMinimum':
        return unit > limit;
      case 'maximum':
        return unit <= limit;
      case 'exclusiveMaximum':
        return unit < limit;
      case 'const':
        return unit === limit;
      default:
        return unit % limit === 0;
    }
  });

describe('decimals drawn at random', () => {
  it('are what whole numbers of their hundredths make of them', () => {
    const grid = Array.from({ length: 6_400 }, (_, i) => (i - 3_200) * 10);
    let unknown = 0;
    // [any of [all of the bounds and none of the others]]
    const formula = fc.array(
      fc.tuple(
        bounds,
        fc.array(
          bounds.filter((one) => Object.keys(one).length > 0),
          { maxLength: 1 },
        ),
      ),
      { minLength: 1, maxLength: 2 },
    );
    fc.assert(
      fc.property(formula, formula, (one, two) => {
        const [a, b] = [one, two].map((branches) => ({
          type: 'number',
          anyOf: branches.map(([yes, no]) => ({ ...yes, not: { anyOf: [false, ...no] } })),
        })) as [object, object];
        const answer = relation(a, b, options);
        if (answer.kind === 'unknown') unknown++;
        const [inA, inB] = [one, two].map(
          (branches) => (unit: number) => branches.some(([yes, no]) => meets(yes, unit) && !no.some((other) => meets(other, unit))),
        );
        if (inA && inB) settle({ a, b, answer }, grid, [inA, inB], units);
      }),
      { numRuns: runs, seed },
    );
    expect(unknown).toBe(0);
  });
});
