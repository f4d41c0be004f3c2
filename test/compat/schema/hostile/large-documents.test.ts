import { describe, expect, it } from 'vitest';
import { generate } from '../../../../src/compat/schema/generate.ts';
import { contains, relation } from '../../../../src/compat/schema/relation.ts';
import { partsOf, sizeOf } from '../../../../src/compat/schema/text.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';
import { doubling } from './doubling.ts';

const text = { type: 'string' };

describe('documents that are far larger than what it takes to make them', () => {
  const reason = 'the smallest such document has more than 1000000 parts';
  const budget = { steps: 100_000, ms: 60_000 };
  const pairs = (leaf: object): object =>
    doubling(40, (next) => ({ type: 'object', required: ['l', 'r'], properties: { l: next, r: next } }), leaf);
  const lists = doubling(60, (next) => ({ type: 'array', items: next, minItems: 2 }), text);

  it('are measured by what is shared, and not as they would be written', () => {
    let value: Value = '';
    for (let i = 0; i < 100; i++) value = i % 2 ? [value, value] : { l: value, r: value };
    expect(partsOf(value)).toBe(2 ** 101 - 1);
    let small: Value = 'a"';
    for (let i = 0; i < 10; i++) small = i % 2 ? [small, small, []] : { 'l"': small, r: small, x: {} };
    expect(sizeOf(small)).toBe(JSON.stringify(small).length);
  });
  it('are not written out', () => {
    expect(contains(pairs(text), pairs({ type: 'number' }), { budget })).toMatchObject({ kind: 'unknown', reason });
    expect(contains(lists, { type: 'array', minItems: 3 }, { budget })).toMatchObject({ kind: 'unknown', reason });
    expect(contains(lists, false, { budget })).toMatchObject({ kind: 'unknown', reason });
    expect(generate(lists, { count: 2, budget })).toEqual({ documents: [], ended: { kind: 'unknown', reason } });
  });
  it('do not stand in the way of others, nor of a proof', () => {
    expect(
      contains({ anyOf: [{ ...lists, $id: 'https://example.com/lists' }, { type: 'object' }] }, { type: 'array' }, { budget }),
    ).toMatchObject({ witness: {} });
    expect(relation(lists, { type: 'array', minItems: 2 }, { budget })).toMatchObject({
      aInB: { kind: 'contained' },
      bInA: { witness: [null, null] },
    });
  });
});
