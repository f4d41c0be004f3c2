import { describe, expect, it } from 'vitest';
import { asked, isHonest, kindOf } from './ask.ts';

const deep = (depth: number, bottom: unknown, wrap: (inner: unknown) => unknown): unknown => {
  let schema = bottom;
  for (let i = 0; i < depth; i++) schema = wrap(schema);
  return schema;
};
const text = { type: 'string' };
const number = { type: 'number' };

describe('nesting of 10,000 levels', () => {
  const wraps: Readonly<Record<string, (inner: unknown) => unknown>> = {
    properties: (inner) => ({ properties: { a: inner } }),
    items: (inner) => ({ items: inner }),
    not: (inner) => ({ not: inner }),
    allOf: (inner) => ({ allOf: [inner] }),
    anyOf: (inner) => ({ anyOf: [inner, number] }),
    oneOf: (inner) => ({ oneOf: [inner, { type: 'null' }] }),
    if: (inner) => ({ if: inner, else: text }),
    additionalProperties: (inner) => ({ additionalProperties: inner }),
    prefixItems: (inner) => ({ prefixItems: [inner] }),
    contains: (inner) => ({ contains: inner }),
    unevaluatedProperties: (inner) => ({ allOf: [inner], unevaluatedProperties: false }),
    dependentSchemas: (inner) => ({ dependentSchemas: { a: inner } }),
  };
  it.each(Object.keys(wraps))('of %s', (keyword) => {
    const wrap = wraps[keyword] as (inner: unknown) => unknown;
    const [a, b] = [deep(10_000, text, wrap), deep(10_000, { type: ['string', 'null'] }, wrap)];
    expect(['usage', 'unknown', 'equivalent', 'narrower', 'wider', 'overlapping', 'disjoint']).toContain(kindOf(asked(a, b)));
    expect(['unknown', 'equivalent', 'usage']).toContain(kindOf(asked(a, deep(10_000, text, wrap))));
  });
  it('of a constant', () => {
    const value = deep(10_000, 1, (inner) => [inner]);
    expect(asked({ const: value }, { enum: [deep(10_000, 1, (inner) => [inner])] })).toSatisfy(isHonest('equivalent'));
    expect(asked({ const: value }, { const: deep(10_000, 2, (inner) => [inner]) })).toSatisfy(isHonest('disjoint'));
  });
  it('of references, each to the next', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`d${i}`, i === 9_999 ? text : { $ref: `#/$defs/d${i + 1}` }]),
    );
    expect(asked({ $ref: '#/$defs/d0', $defs }, text)).toSatisfy(isHonest('equivalent'));
  });
});

describe('what is large', () => {
  const numbers = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => i + from);
  it('answers for enums of 100,000 values', () => {
    expect(asked({ enum: numbers(100_000) }, { enum: numbers(100_000).reverse() })).toSatisfy(isHonest('equivalent'));
    expect(asked({ enum: numbers(100_000) }, { enum: numbers(100_000, 1) })).toSatisfy(isHonest('overlapping'));
    expect(asked({ enum: numbers(100_000).map(String) }, { type: 'string', maxLength: 5 })).toSatisfy(isHonest('narrower'));
    expect(asked({ enum: numbers(100_000) }, { type: 'integer', minimum: 0 })).toSatisfy(isHonest('narrower'));
  });
  it('answers for enums of 20,000 objects', () => {
    const objects = numbers(20_000).map((id) => ({ id, name: `n${id}` }));
    expect(asked({ enum: objects }, { type: 'object', required: ['id'], properties: { name: text } })).toSatisfy(isHonest('narrower'));
  });
  it('answers for objects of 5,000 members', () => {
    const wide = (last: unknown): object => ({
      type: 'object',
      properties: { ...Object.fromEntries(numbers(5_000).map((i) => [`p${i}`, text])), last },
      required: numbers(5_000).map((i) => `p${i}`),
      additionalProperties: false,
    });
    expect(asked(wide(number), wide(number))).toSatisfy(isHonest('equivalent'));
    expect(asked(wide({ type: 'integer' }), wide(number))).toSatisfy(isHonest('narrower'));
  });
  it('answers for 1,000 patterns of names', () => {
    const named = (schema: unknown): object => ({
      type: 'object',
      patternProperties: Object.fromEntries(numbers(1_000).map((i) => [`^x${i}-`, schema])),
    });
    expect(asked(named({ type: 'integer' }), named(number))).toSatisfy(isHonest('narrower'));
  });
  it('answers for schemas of 10 MB', () => {
    const huge = (last: unknown): object => ({
      type: 'object',
      properties: {
        last,
        ...Object.fromEntries(
          numbers(20_000).map((i) => [`property-${i}`, { type: 'string', maxLength: i, description: 'x'.repeat(400) }]),
        ),
      },
    });
    expect(JSON.stringify(huge(text)).length).toBeGreaterThan(9_000_000);
    expect(asked(huge(text), huge(text))).toSatisfy(isHonest('equivalent'));
    expect(asked(huge({ type: 'integer' }), huge(number))).toSatisfy(isHonest('narrower'));
  });
  it('asks for a thousand million items or characters in vain, and says so', () => {
    expect(asked({ type: 'array', minItems: 1e9 }, { type: 'array', minItems: 1e9 - 1 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'string', minLength: 1e9 }, { type: 'string', minLength: 2 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'string', maxLength: 1e9 }, { type: 'string', maxLength: 1e9 + 1 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'object', minProperties: 1e9 }, { type: 'object' })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'array', contains: text, minContains: 1e9 }, { type: 'array', minItems: 1e9 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'array', minItems: 1e9, maxItems: 1e9 - 1 }, false)).toSatisfy(isHonest('equivalent'));
    expect(asked({ type: 'array', items: number, uniqueItems: true, minItems: 1e6 }, { type: 'array', minItems: 1e6 })).toSatisfy(
      isHonest('narrower'),
    );
    expect(asked({ type: 'string', pattern: '^a{1000}$' }, { type: 'string', minLength: 1000, maxLength: 1000 })).toSatisfy(
      isHonest('narrower'),
    );
    expect(asked({ type: 'string', pattern: '^[ab]{0,100000}$' }, { type: 'string', maxLength: 100000 })).toSatisfy(isHonest('narrower'));
  });
  it('holds its memory within bounds', () => {
    const before = process.memoryUsage().rss;
    asked({ type: 'array', minItems: 1e9, contains: { minLength: 1e9 } }, { type: 'array', items: { type: 'string', minLength: 1e9 } });
    asked({ enum: numbers(100_000) }, { not: { enum: numbers(100_000, 50_000) } });
    asked({ type: 'string', pattern: '(.*a){25}' }, { type: 'string', pattern: '(.*b){25}' });
    expect(process.memoryUsage().rss - before).toBeLessThan(1.5 * 2 ** 30);
  });
});
