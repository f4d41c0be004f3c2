import { describe, expect, it } from 'vitest';
import { Exact } from '../../../../src/compat/schema/value.ts';
import { asked, isHonest, kindOf } from './ask.ts';

const text = { type: 'string' };
const number = { type: 'number' };

describe('numbers at the edge', () => {
  it.each([
    ['multiples of 1e-300', { type: 'number', multipleOf: 1e-300 }, { type: 'number' }, 'narrower'],
    ['multiples of 1e-300 and of 1e300', { type: 'number', multipleOf: 1e300 }, { type: 'number', multipleOf: 1e-300 }, 'narrower'],
    ['a bound of 1e400', { type: 'number', maximum: new Exact('1e400') }, { type: 'number', maximum: new Exact('1e401') }, 'narrower'],
    ['a bound of 1e100000', { type: 'number', maximum: new Exact('1e100000') }, { type: 'number' }, 'narrower'],
    ['a bound with an exponent of ten digits', { type: 'number', maximum: new Exact('1e9999999999') }, { type: 'number' }, 'narrower'],
    [
      'a multiple with an exponent of ten digits',
      { type: 'number', multipleOf: new Exact('1e-9999999999') },
      { type: 'number' },
      'narrower',
    ],
    ['a number of 100,000 digits', { const: new Exact('9'.repeat(100_000)) }, { type: 'integer' }, 'narrower'],
    [
      'multiples of two large primes',
      { type: 'integer', multipleOf: 4294967291 },
      { type: 'integer', multipleOf: 4294967279 },
      'overlapping',
    ],
    [
      'residues of many primes',
      { type: 'integer', not: { anyOf: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29].map((multipleOf) => ({ multipleOf })) } },
      { type: 'integer' },
      'narrower',
    ],
    ['a range of 1e300', { type: 'integer', minimum: -1e300, maximum: 1e300, not: { const: 0 } }, { type: 'integer' }, 'narrower'],
    ['infinity as a bound', { maximum: Infinity }, { type: 'number' }, 'wider'],
    ['no number as a bound', { maximum: NaN }, { type: 'number' }, 'wider'],
    ['lengths that are no integers', { maxLength: 1.5 }, { maxLength: 2 }, 'narrower'],
    ['a length beyond the doubles', { maxLength: new Exact('9007199254740993') }, true, 'narrower'],
  ] as const)('%s', (_, a, b, right) => expect([right, 'unknown', 'usage']).toContain(kindOf(asked(a, b))));
});

describe('names and strings that trip programs', () => {
  const evil = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    '/',
    '~',
    '~1',
    '%',
    '\u0000',
    '\ud800',
    '$ref',
    'length',
    '0',
  ];
  it.each(evil)('a member called %j', (name) => {
    const one = (schema: unknown): unknown =>
      JSON.parse(
        `{"type":"object","properties":{${JSON.stringify(name)}:${JSON.stringify(schema)}},"required":[${JSON.stringify(name)}],"additionalProperties":false}`,
      );
    expect(asked(one({ type: 'integer' }), one(number))).toSatisfy(isHonest('narrower'));
    expect(asked(one(text), { type: 'object', required: [name] })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'object' }, { type: 'object', required: [name] })).toSatisfy(isHonest('wider'));
    expect(
      asked({ type: 'object', properties: { a: text }, additionalProperties: false }, { type: 'object', not: { required: [name] } }),
    ).toSatisfy(isHonest('narrower'));
    expect(asked({ const: JSON.parse(`{${JSON.stringify(name)}:1}`) as unknown }, one(number))).toSatisfy(isHonest('narrower'));
    const definition = asked(
      {
        $defs: JSON.parse(`{${JSON.stringify(name)}:{"type":"string"}}`) as unknown,
        $ref: `#/$defs/${encodeURIComponent(name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))}`,
      },
      text,
    );
    expect(['equivalent', 'unknown', 'usage']).toContain(kindOf(definition));
  });
  it('leaves Object.prototype as it was', () => {
    asked(
      JSON.parse('{"properties":{"__proto__":{"const":{"polluted":1}}},"required":["__proto__"]}'),
      JSON.parse('{"const":{"__proto__":{"polluted":1}}}'),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('tells lone surrogates from each other and from whole characters', () => {
    expect(asked({ const: '\ud800' }, { const: '\udc00' })).toSatisfy(isHonest('disjoint'));
    expect(asked({ const: '\ud83d\ude00' }, { type: 'string', maxLength: 1 })).toSatisfy(isHonest('narrower'));
    expect(asked({ const: '\ud83d' }, { type: 'string', minLength: 1, maxLength: 1 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'string', pattern: '^\\ud83d$' }, { const: '\ud83d' })).toSatisfy(isHonest('equivalent'));
    expect(asked({ enum: ['\ud800', '\ud801'] }, { type: 'string', pattern: '^[^]$' })).toSatisfy(isHonest('narrower'));
  });
});
