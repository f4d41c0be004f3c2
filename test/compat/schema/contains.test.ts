import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/compat/schema/source.ts';
import { contains } from './ask.ts';

const text = { type: 'string' };
const list = {
  $defs: {
    list: {
      type: 'object',
      properties: { value: text, next: { anyOf: [{ $ref: '#/$defs/list' }, { type: 'null' }] } },
      required: ['value'],
    },
  },
  $ref: '#/$defs/list',
};
const listOfNumbers = JSON.parse(JSON.stringify(list).replace('"string"', '"number"')) as object;

describe('containment, keyword by keyword', () => {
  const cases: [string, unknown, unknown, 'contained' | 'unknown' | { witness: unknown }][] = [
    ['a type in a wider one', text, { type: ['string', 'null'] }, 'contained'],
    ['a wider type', { type: ['string', 'null'] }, text, { witness: null }],
    ['an integer in a number', { type: 'integer' }, { type: 'number' }, 'contained'],
    ['a number in an integer', { type: 'number' }, { type: 'integer' }, { witness: 0.5 }],
    ['everything in nothing', true, false, { witness: null }],
    ['nothing in anything', false, text, 'contained'],
    ['fewer values', { enum: ['a'] }, { enum: ['a', 'b'] }, 'contained'],
    ['more values', { enum: ['a', 'b'] }, { enum: ['a'] }, { witness: 'b' }],
    ['a value of a type', { const: 'a' }, text, 'contained'],
    ['booleans as values', { type: 'boolean' }, { enum: [true, false] }, 'contained'],
    ['a lower maximum', { type: 'integer', maximum: 5 }, { maximum: 10 }, 'contained'],
    ['a higher maximum', { type: 'integer', minimum: 9, maximum: 20 }, { maximum: 10 }, { witness: 20 }],
    ['an integer beyond an exclusive bound', { type: 'integer', minimum: 1 }, { exclusiveMinimum: 0 }, 'contained'],
    ['a fraction at an exclusive bound', { type: 'number', minimum: 0 }, { exclusiveMinimum: 0 }, { witness: 0 }],
    ['6.6 among the multiples of 1.1', { const: 6.6 }, { multipleOf: 1.1 }, 'contained'],
    ['multiples of a multiple', { type: 'number', multipleOf: 4 }, { multipleOf: 2 }, 'contained'],
    ['a length counted in code points', { const: '😀' }, { maxLength: 1 }, 'contained'],
    ['a longer string', { type: 'string', maxLength: 5 }, { maxLength: 3 }, { witness: 'aaaaa' }],
    ['the same pattern', { type: 'string', pattern: '^a' }, { pattern: '^a' }, 'contained'],
    ['a pattern that a string breaks', text, { pattern: '^a' }, { witness: '' }],
    ['a pattern that would need automata', { type: 'string', pattern: '^aa' }, { pattern: '^a' }, 'unknown'],
    ['a required member more', { type: 'object', required: ['a', 'b'] }, { required: ['a'] }, 'contained'],
    ['a required member less', { type: 'object', required: ['a'] }, { required: ['a', 'b'] }, { witness: { a: null } }],
    [
      'a member of another type',
      { type: 'object', properties: { a: text } },
      { properties: { a: { type: 'integer' } } },
      { witness: { a: 'a' } },
    ],
    ['members that are not named', { type: 'object' }, { additionalProperties: text }, { witness: { other: null } }],
    [
      'members matched by a pattern',
      { type: 'object', patternProperties: { '^x-': true }, additionalProperties: false },
      { patternProperties: { '^x-': text } },
      { witness: { 'x-': null } },
    ],
    ['items of another type', { type: 'array', items: text }, { items: { type: 'integer' } }, { witness: ['a'] }],
    ['a tuple in a list', { type: 'array', prefixItems: [text], items: false }, { items: text }, 'contained'],
    ['fewer items', { type: 'array', maxItems: 2 }, { maxItems: 3 }, 'contained'],
    ['a branch in a choice', text, { anyOf: [{ type: 'integer' }, text] }, 'contained'],
    ['a choice of types as a list of types', { type: ['string', 'null'] }, { oneOf: [{ type: 'null' }, text] }, 'contained'],
    ['a list of types as a choice of types', { oneOf: [{ type: 'null' }, text] }, { type: ['string', 'null'] }, 'contained'],
    ['a branch more', { anyOf: [text, { type: 'integer' }] }, { anyOf: [text] }, { witness: 0 }],
    [
      'members moved into allOf',
      { type: 'object', properties: { a: text }, required: ['a'] },
      { allOf: [{ properties: { a: text } }, { type: 'object' }], required: ['a'] },
      'contained',
    ],
    ['a reference inlined', { $defs: { a: text }, properties: { a: { $ref: '#/$defs/a' } } }, { properties: { a: text } }, 'contained'],
    [
      'a recursive schema in one with another name',
      list,
      JSON.parse(JSON.stringify(list).replaceAll('list', 'chain')) as object,
      'contained',
    ],
    ['a recursive schema in one of other values', list, listOfNumbers, { witness: { value: 'a' } }],
    [
      'a choice of two told apart by a constant, one of them wider',
      {
        oneOf: [
          { properties: { k: { const: 'a' }, v: { type: ['string', 'null'] } }, required: ['k', 'v'], type: 'object' },
          { properties: { k: { const: 'b' } }, required: ['k'], type: 'object' },
        ],
      },
      {
        oneOf: [
          { properties: { k: { const: 'a' }, v: text }, required: ['k', 'v'], type: 'object' },
          { properties: { k: { const: 'b' } }, required: ['k'], type: 'object' },
        ],
      },
      { witness: { k: 'a', v: null } },
    ],
    ['a keyword that is not understood, unchanged', { unknown: { a: 1 } }, { unknown: { a: 1 } }, 'contained'],
    ['a keyword that is not understood, changed', { unknown: 1 }, { unknown: 2 }, 'unknown'],
    ['a reference out of the document', { $ref: 'https://example.com/a.json' }, text, 'unknown'],
    ['what dynamic references lead to', { $dynamicRef: '#a' }, { $dynamicRef: '#a', minimum: 0 }, 'unknown'],
    ['a schema that contradicts itself', { type: 'string', minLength: 3, maxLength: 1 }, { type: 'integer' }, 'contained'],
  ];
  it.each(cases)('%s', (_, a, b, expected) => {
    const answer = contains(a, b);
    expect(answer.kind === 'not-contained' ? { witness: answer.witness } : answer.kind).toEqual(expected);
  });

  const translated: [string, Dialect, unknown, Dialect, unknown, string][] = [
    ['nullable as a type', 'openapi-3.0', { type: 'string', nullable: true }, 'openapi-3.1', { type: ['string', 'null'] }, 'contained'],
    [
      'an exclusive bound as a boolean',
      'draft-04',
      { type: 'number', minimum: 1, exclusiveMinimum: true },
      '2020-12',
      { exclusiveMinimum: 1 },
      'contained',
    ],
    [
      'a list of items as prefixItems',
      'draft-07',
      { items: [text], additionalItems: false },
      '2020-12',
      { prefixItems: [text], items: false },
      'contained',
    ],
    [
      'siblings of a reference, void in draft-07',
      'draft-07',
      { $ref: '#/definitions/a', minLength: 5, definitions: { a: text } },
      '2020-12',
      { minLength: 5 },
      'not-contained',
    ],
    [
      'siblings of a reference, in force in 2020-12',
      '2020-12',
      { $ref: '#/$defs/a', minLength: 5, $defs: { a: text } },
      '2020-12',
      { minLength: 5 },
      'contained',
    ],
  ];
  it.each(translated)('from %s', (_, dialect, a, other, b, expected) => {
    expect(contains(a, b, { dialect, other }).kind).toBe(expected);
  });

  it.each([
    [
      'a member that only the reader names',
      { type: 'object', properties: { a: text } },
      { type: 'object', properties: { a: text, b: text } },
      'contained',
    ],
    [
      'a member that the reader has closed off',
      { type: 'object', properties: { a: text, b: text } },
      { type: 'object', properties: { a: text }, additionalProperties: false },
      'not-contained',
    ],
    ['a free-form object', { type: 'object' }, { type: 'object', additionalProperties: text }, 'not-contained'],
    [
      'a member deeper down',
      { type: 'object', properties: { a: { properties: { b: text } } } },
      { properties: { a: { type: 'object', properties: { b: text, c: text } } } },
      'not-contained',
    ],
  ])('for a tolerant reader: %s', (_, a, b, expected) => {
    expect(contains(a, b, { profile: 'tolerant-reader' }).kind).toBe(expected);
  });

  it('is not held up by a pattern that backtracks without end', () => {
    const started = performance.now();
    expect(contains({ const: 'a'.repeat(60) }, { pattern: '^(a|a)*b$' }).kind).toBe('unknown');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('answers within a second about nested choices and thousands of values', () => {
    const nested = (depth: number): object =>
      depth === 0
        ? text
        : {
            oneOf: [
              { properties: { a: nested(depth - 1) }, type: 'object' },
              { properties: { b: nested(depth - 1) }, type: 'object' },
            ],
          };
    const started = performance.now();
    contains(nested(6), { ...nested(6), minProperties: 1 });
    contains({ enum: Array.from({ length: 9000 }, (_, i) => i) }, { enum: Array.from({ length: 9000 }, (_, i) => i + 1) });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
