import { describe, expect, it } from 'vitest';
import { DrillError } from '../../../../src/core/error.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { contains } from '../../../../src/compat/schema/relation.ts';
import { asked, isHonest, kindOf } from './ask.ts';

const text = { type: 'string' };

describe('schemas that say nothing', () => {
  const bothWays = (schema: unknown): string[] => [kindOf(asked(schema, text)), kindOf(asked(text, schema))];
  it.each([null, 3, 'string', [], [{}], undefined, 1n, () => true].map((value) => [value] as const))('the schema %o', (value) =>
    expect(bothWays(value)).toEqual(['usage', 'usage']),
  );
  it.each([
    ['a circle of one', { $ref: '#' }],
    ['a circle of two', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }],
    ['a circle through allOf', { allOf: [{ $ref: '#' }] }],
    ['a circle through anyOf', { anyOf: [text, { $ref: '#' }] }],
    ['a circle through not', { not: { $ref: '#' } }],
    ['a circle through if', { if: { $ref: '#' }, else: text }],
    ['a dangling pointer', { $ref: '#/$defs/nowhere' }],
    ['a dangling pointer into nothing', { $ref: '#/a/b/c/d' }],
    ['a dangling anchor', { $ref: '#nowhere' }],
    ['a reference that is no text', { $ref: 5 }],
    ['a reference to what is no schema', { $defs: { a: 5 }, $ref: '#/$defs/a' }],
  ])('%s', (_, schema) => expect(bothWays(schema)).toEqual(['usage', 'usage']));
  it.each([
    [
      'a circle that only a member leads to',
      { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } },
    ],
    ['a circle in a definition that a choice passes by', { anyOf: [true, { $ref: '#/$defs/a' }], $defs: { a: { $ref: '#/$defs/a' } } }],
    [
      'a circle beside a contradiction',
      { anyOf: [{ allOf: [{ $ref: '#' }], enum: [null], const: 0.5 }, text], unevaluatedProperties: true },
    ],
    ['a pointer that is no pointer', { $ref: '#/%zz' }],
    ['an address that is none', { $ref: 'http://[' }],
  ])('%s: an answer, unknown or a usage error, but no crash', (_, schema) => {
    expect([...bothWays(schema), kindOf(asked(schema, structuredClone(schema)))]).toHaveLength(3);
  });
  it('a circle that the normal form passes by, and a validator does not', () => {
    expect(bothWays({ type: 'null', enum: [1], $ref: '#' })).toHaveLength(2);
  });
  it('does not know what it was not given, and never fetches it', () => {
    expect(kindOf(asked({ $ref: 'https://example.com/elsewhere.json' }, text))).toBe('unknown');
  });

  const keywords = [
    'type',
    'enum',
    'multipleOf',
    'maximum',
    'exclusiveMaximum',
    'maxLength',
    'pattern',
    'format',
    'items',
    'prefixItems',
    'contains',
    'minContains',
    'uniqueItems',
    'minItems',
    'properties',
    'patternProperties',
    'additionalProperties',
    'propertyNames',
    'required',
    'dependentRequired',
    'dependentSchemas',
    'maxProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
    '$ref',
    '$dynamicRef',
    '$id',
    '$anchor',
    '$dynamicAnchor',
    '$defs',
    '$schema',
    'dependencies',
    'definitions',
    'additionalItems',
    'nullable',
    'discriminator',
  ];
  const wrong: readonly unknown[] = [
    null,
    3,
    -1,
    1.5,
    'x',
    '',
    [],
    {},
    [null],
    [[]],
    [3, 3],
    { a: null },
    { a: 3 },
    { a: [3] },
    true,
    NaN,
    '(',
    { '(': true },
    { a: { a: { $ref: '#/nowhere' } } },
  ];
  /** The kind of the answer; for an error, whether it says in which schema and where. */
  const outcome = (a: unknown, b: unknown, dialect: Dialect): string => {
    try {
      return contains(a, b, { dialect }).kind;
    } catch (error) {
      if (!(error instanceof DrillError) || error.kind !== 'usage') return `${dialect}: ${String(error)} of ${JSON.stringify([a, b])}`;
      return /in schema [AB] at #/.test(error.message) ? 'placed' : `${dialect}: no place in "${error.message}"`;
    }
  };
  it.each(keywords)('%s with every wrong value', (keyword) => {
    const outcomes = new Set<string>();
    for (const value of wrong) {
      for (const dialect of ['draft-04', 'draft-07', '2020-12', 'openapi-3.0'] as const) {
        outcomes.add(outcome({ [keyword]: value }, text, dialect));
        outcomes.add(outcome({ properties: { p: { if: true, [keyword]: value } } }, { [keyword]: value }, dialect));
      }
    }
    expect([...outcomes].filter((one) => !['contained', 'not-contained', 'unknown', 'placed'].includes(one))).toEqual([]);
  });
  it('a pattern that is no pattern is an error that names it, or an unknown', () => {
    for (const pattern of ['(', '[', '*', 'a{2,1}', '\\', '(?<a', '(?<=a', 'a**'])
      expect(['usage', 'unknown']).toContain(kindOf(asked({ pattern }, { pattern: 'a' })));
  });
  it('a class of characters that does not exist is not read as the letters of its name', () => {
    expect(['usage', 'unknown']).toContain(kindOf(asked({ type: 'string', pattern: '^\\p{Nope}$' }, { const: 'p{Nope}' })));
  });
  it('a pattern that only the older syntax knows is still the same as itself', () => {
    expect(asked({ type: 'string', pattern: '^[\\w-.]+$' }, { type: 'string', pattern: '^[\\w-.]+$' })).toSatisfy(isHonest('equivalent'));
  });
});
