import { describe, expect, it } from 'vitest';
import { partition } from '../../../../src/compat/schema/form/partition.ts';
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

describe('a partition of nodes that refer to each other', () => {
  /** Nodes that say nothing but to whom they refer, and one that says something else. */
  const looked = (count: number, next: (node: number) => number, odd: number): { readonly parts: number; readonly texts: number } => {
    let texts = 0;
    const colours = partition([...Array(count).keys()], {
      speaksOf: (node) => [next(node)],
      textOf: (node, colourOf) => {
        texts++;
        return `${node === odd ? 'odd' : ''}${colourOf(next(node))}`;
      },
    });
    return { parts: new Set(colours.values()).size, texts };
  };
  it('looks again only at what speaks of something that changed', () => {
    const count = 2000;
    expect(looked(count, (node) => (node + 1) % count, 0)).toEqual({ parts: count, texts: 2 * count - 1 });
    expect(looked(count, (node) => (node + 1) % count, -1)).toEqual({ parts: 1, texts: count });
    // Everyone refers to one, which refers to the odd one.
    expect(looked(count, (node) => (node > 1 ? 1 : 0), 0)).toEqual({ parts: 3, texts: 2 * count });
  });
  it('tells apart as many as there are ways to the odd one', () => {
    expect(looked(12, (node) => Math.max(0, node - 3), 0).parts).toBe(5);
    expect(looked(12, (node) => (node + 4) % 12, 0).parts).toBe(4);
  });
});
