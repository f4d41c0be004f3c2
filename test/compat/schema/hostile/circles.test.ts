import { describe, expect, it } from 'vitest';
import { contains } from '../../../../src/compat/schema/relation.ts';

type Definitions = Record<string, Record<string, unknown>>;
const start = (definitions: Definitions, ...names: readonly string[]): object => ({
  anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: definitions,
});

describe('many definitions that refer to each other in circles', () => {
  const records = (count: number, longest: number): Definitions =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `T${i}`,
        {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 12 }, (_, j) => [
              `field_${j}`,
              j % 4 === 0
                ? { $ref: `#/$defs/T${(i * 3 + j + 1) % count}` }
                : j % 4 === 1
                  ? {
                      type: 'string',
                      maxLength: j === 1 && i === count >> 1 ? longest : 10 + j + (i % 50),
                      pattern: `^[a-z]{1,${(i % 9) + 1}}$`,
                    }
                  : j % 4 === 2
                    ? { type: 'array', items: { type: 'integer', minimum: i % 100 } }
                    : { enum: ['a', 'b', `c${i}`] },
            ]),
          ),
          required: ['field_0', 'field_1'].slice(i % 2),
          additionalProperties: i % 3 === 0,
        },
      ]),
    );
  it('what rests on questions that are still open is looked up once, and counted', () => {
    const [a, b] = [20, 30].map((longest) => start(records(300, longest), 'T0', 'T1', 'T2', 'T3', 'T4'));
    expect(contains(a, b, { budget: { steps: 300_000, ms: 20_000 } })).toMatchObject({ kind: 'contained' });
    expect(contains(b, a, { budget: { steps: 300_000, ms: 20_000 } })).toMatchObject({ kind: 'contained' });
  });
  it('what recursion piles up beyond two schemas that are being compared is not asked in every combination', () => {
    const trees = (count: number, leaf: string): Definitions =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `n${i}`,
          {
            type: 'object',
            properties: { l: { $ref: `#/$defs/n${(i + 1) % count}` }, r: { $ref: `#/$defs/n${(i * 7 + 3) % count}` } },
            required: i % 3 ? ['l'] : [],
            anyOf: [
              { properties: { v: { type: i === count >> 1 ? leaf : 'string' } } },
              { properties: { l: { $ref: `#/$defs/n${(i * 5 + 1) % count}` } } },
            ],
          },
        ]),
      );
    const [a, b] = ['string', 'number'].map((leaf) => start(trees(30, leaf), 'n0'));
    // Number 15 says the same of its member l twice, so that the first way does not matter.
    expect(contains(a, b, { budget: { steps: 50_000, ms: 20_000 } })).toMatchObject({ kind: 'contained' });
  });
});
