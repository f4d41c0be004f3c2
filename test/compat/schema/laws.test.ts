/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Containment, QuestionOptions } from '../../../src/compat/schema/question.ts';
import { contains, relation } from '../../../src/compat/schema/relation.ts';
import { byTheBook } from './by-the-book.ts';
import { documentsFor } from './documents.ts';
import { judge } from './oracle.ts';
import { sound } from './sound.ts';
import { combined, near, type Sample, sample, type Schema, whole } from './schemas.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 100);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261123);
// By steps, so that the answers do not hang on the machine.
const options: QuestionOptions = { budget: { steps: 300_000, ms: 60_000 } };

const tally = (): { count: (kind: string) => void; share: () => number; of: Record<string, number> } => {
  const of: Record<string, number> = {};
  return {
    of,
    count: (kind) => (of[kind] = (of[kind] ?? 0) + 1),
    share: () => (of['unknown'] ?? 0) / Object.values(of).reduce((sum, one) => sum + one, 0),
  };
};

type Law = (one: Sample, two: Sample, three: Sample) => readonly (readonly [Schema, Schema])[];

/** Asks a law of the form "always contained" of samples. @throws where an answer denies it */
const held = (law: Law): ReturnType<typeof tally> => {
  const said = tally();
  fc.assert(
    fc.property(sample, sample, sample, (one, two, three) => {
      for (const [a, b] of law(one, two, three)) {
        const answer = sound(() => contains(a, b, options));
        if (!answer) return;
        said.count(answer.kind);
        if (answer.kind === 'not-contained')
          throw new Error(`${JSON.stringify(a)}\nis not in\n${JSON.stringify(b)}\nby ${JSON.stringify(answer.witness)}`);
      }
    }),
    { numRuns: runs, seed },
  );
  return said;
};

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

const both = (a: Schema, b: Schema): readonly (readonly [Schema, Schema])[] => [
  [a, b],
  [b, a],
];

const laws: Readonly<Record<string, Law>> = {
  'a schema is in itself': (one) => [[whole(one), structuredClone(whole(one))]],
  'a schema is in a choice that names it': (one, two) => [[whole(one), combined([one, two], (a, b) => ({ anyOf: [b, a] }))]],
  'what is in two schemas is in each': (one, two) => [[combined([one, two], (a, b) => ({ allOf: [b, a] })), whole(one)]],
  'what is not not in a schema is in it': (one) =>
    both(
      whole(one),
      combined([one], (a) => ({ not: { not: a } })),
    ),
  'nothing is in a schema and not in it': (one) => [[combined([one], (a) => ({ allOf: [a, { not: a }] })), false]],
  'everything is in a schema or not in it': (one) => [[true, combined([one], (a) => ({ anyOf: [a, { not: a }] }))]],
  'not of any is all of not': (one, two) =>
    both(
      combined([one, two], (a, b) => ({ not: { anyOf: [a, b] } })),
      combined([one, two], (a, b) => ({ allOf: [{ not: b }, { not: a }] })),
    ),
  'all is distributed over any': (one, two, three) =>
    both(
      combined([one, two, three], (a, b, c) => ({ allOf: [a, { anyOf: [b, c] }] })),
      combined([one, two, three], (a, b, c) => ({ anyOf: [{ allOf: [a, b] }, { allOf: [c, a] }] })),
    ),
  'exactly one of two is one without the other': (one, two) =>
    both(
      combined([one, two], (a, b) => ({ oneOf: [a, b] })),
      combined([one, two], (a, b) => ({ anyOf: [{ allOf: [a, { not: b }] }, { allOf: [b, { not: a }] }] })),
    ),
  'a condition is a choice of two': (one, two, three) =>
    both(
      combined([one, two, three], (a, b, c) => ({ if: a, then: b, else: c })),
      combined([one, two, three], (a, b, c) => ({ anyOf: [{ allOf: [a, b] }, { allOf: [{ not: a }, c] }] })),
    ),
  'a choice for a member is a choice of objects': (one, two) =>
    both(
      combined([one, two], (a, b) => ({ properties: { p: { anyOf: [a, b] } } })),
      combined([one, two], (a, b) => ({ anyOf: [{ properties: { p: a } }, { properties: { p: b } }] })),
    ),
};

describe('laws that hold for all schemas', () => {
  it.each(Object.entries(laws))('%s', (_, law) => {
    const said = held(law);
    expect(said.of['contained']).toBeGreaterThan(runs / 2);
    expect(said.share()).toBeLessThan(0.01);
  });
});

describe('laws that tie answers together', () => {
  it('what is in a schema that is in a third is in the third', () => {
    let chains = 0;
    fc.assert(
      fc.property(near, sample, fc.boolean(), ([one, two], other, flip) => {
        const [a, b] = flip ? [whole(two), whole(one)] : [whole(one), whole(two)];
        const c = combined([flip ? one : two, other], (x, y) => ({ anyOf: [x, y] }));
        const d = whole(other);
        for (const [x, y, z] of [
          [a, b, c],
          [c, a, b],
          [a, b, d],
          [d, a, b],
        ] as const) {
          const answers = sound(() => [contains(x, y, options), contains(y, z, options)]);
          if (!answers?.every(({ kind }) => kind === 'contained')) continue;
          chains++;
          expect(contains(x, z, options).kind).not.toBe('not-contained');
        }
      }),
      { numRuns: runs, seed },
    );
    expect(chains).toBeGreaterThan(runs / 4);
  });

  it('a question asked again has the same answer, and leaves the schemas as they were', () => {
    let asked = 0;
    fc.assert(
      fc.property(near, ([one, two]) => {
        const [a, b] = [frozen(whole(one)), frozen(whole(two))];
        const answers = sound(() => [relation(a, b, options), relation(structuredClone(a), structuredClone(b), options)]);
        if (!answers) return;
        asked++;
        expect(answers[1]).toEqual(answers[0]);
      }),
      { numRuns: runs, seed },
    );
    expect(asked).toBeGreaterThan(runs / 2);
  });

  it('what holds for all holds for a tolerant reader, and what holds for generated code holds for every tolerant reader', () => {
    const said = tally();
    fc.assert(
      fc.property(near, ([one, two]) => {
        const [a, b] = [whole(one), whole(two)];
        const kinds = sound(() =>
          (['strict', 'tolerant-reader', 'codegen'] as const).map((profile) => contains(a, b, { ...options, profile }).kind),
        );
        if (!kinds) return;
        const [strict, tolerant, generated] = kinds;
        said.count(String(tolerant));
        const owed = strict === 'contained' || generated === 'contained';
        expect(owed && tolerant === 'not-contained' ? kinds : []).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
    expect(said.of['contained']).toBeGreaterThan(runs / 10);
    expect(said.share()).toBeLessThan(0.01);
  });

  it('a relation asked the other way around is its mirror', () => {
    const mirror = {
      equivalent: 'equivalent',
      narrower: 'wider',
      wider: 'narrower',
      overlapping: 'overlapping',
      disjoint: 'disjoint',
      unknown: 'unknown',
    } as const;
    const said = tally();
    fc.assert(
      fc.property(near, ([one, two]) => {
        const answers = sound(() => [relation(whole(one), whole(two), options), relation(whole(two), whole(one), options)] as const);
        if (!answers) return;
        said.count(answers[0].kind);
        expect(answers[1].kind).toBe(mirror[answers[0].kind]);
      }),
      { numRuns: runs * 3, seed },
    );
    expect(
      Object.keys(said.of)
        .filter((kind) => kind !== 'unknown')
        .sort(),
    ).toEqual(['disjoint', 'equivalent', 'narrower', 'overlapping', 'wider']);
    expect(said.share()).toBeLessThan(0.01);
  });
});

/** ajv, and the letter of the specification where ajv departs from it: what `contains`, `if` and references have evaluated. */
const judgeOf = (schema: Schema): ((document: unknown) => boolean | undefined) => {
  const text = JSON.stringify(schema);
  return text.includes('"unevaluated') && /"contains"|"if"|"\$ref"/.test(text) ? byTheBook(schema) : judge(schema);
};

describe('answers against ajv, on documents at random', () => {
  it('never says contained where a document shows otherwise, nor shows a document that does not', () => {
    const said = tally();
    let confirmed = 0;
    const check = (answer: Containment, a: Schema, b: Schema): void => {
      said.count(answer.kind);
      if (answer.kind === 'unknown') return;
      const [inA, inB] = [judgeOf(a), judgeOf(b)];
      const shows = (document: unknown): boolean => inA(document) === true && inB(document) === false;
      if (answer.kind === 'contained') {
        const found = documentsFor([a, b], 80).find(shows);
        if (found !== undefined)
          throw new Error(`${JSON.stringify(a)}\nis said to be in\n${JSON.stringify(b)}\nbut ${JSON.stringify(found)}`);
      } else {
        confirmed++;
        if (inA(answer.witness) === false || inB(answer.witness) === true) {
          throw new Error(`${JSON.stringify(a)}\nagainst\n${JSON.stringify(b)}\nis not shown by ${JSON.stringify(answer.witness)}`);
        }
      }
    };
    fc.assert(
      fc.property(fc.oneof(fc.tuple(sample, sample), near), ([one, two]) => {
        const [a, b] = [whole(one), whole(two)];
        const answer = sound(() => relation(a, b, options));
        if (!answer) return;
        check(answer.aInB, a, b);
        check(answer.bInA, b, a);
      }),
      { numRuns: runs * 3, seed },
    );
    expect(said.of['contained']).toBeGreaterThan(runs / 2);
    expect(confirmed).toBeGreaterThan(runs);
    expect(said.share()).toBeLessThan(0.01);
  });
});
