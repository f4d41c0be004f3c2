import { describe, expect, it } from 'vitest';
import { type Confirmation, confirm, type Confirming } from '../../../../src/compat/schema/confirm/confirm.ts';
import type { PairLimit } from '../../../../src/compat/schema/limit.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { Exact, type Value } from '../../../../src/compat/schema/value.ts';

const ask = (a: unknown, b: unknown, witness: Value, dialect: Dialect = '2020-12', options: Partial<Confirming> = {}): Confirmation =>
  confirm({ a: readSchema(a, { dialect }), b: readSchema(b, { dialect }), witness, ...options });

const by = (...names: readonly string[]): Confirmation => ({ kind: 'confirmed', by: names });
const both = by('ajv 8', 'exact interpreter');
const alone = by('exact interpreter');

describe('a witness is confirmed by both', () => {
  it.each<[string, Dialect, unknown, unknown, Value, Confirmation]>([
    [
      'with the ajv of draft-04',
      'draft-04',
      { minimum: 0 },
      { minimum: 0, exclusiveMinimum: true },
      0,
      by('ajv-draft-04 1', 'exact interpreter'),
    ],
    ['where a flag has no limit', 'draft-04', {}, { exclusiveMinimum: true, type: 'null' }, 0, by('ajv-draft-04 1', 'exact interpreter')],
    [
      'with nullable',
      'openapi-3.0',
      { type: 'string', nullable: true },
      { type: 'string' },
      null,
      by('ajv-draft-04 1', 'exact interpreter'),
    ],
    ['without nullable where it is none', '2020-12', {}, { type: 'string', nullable: true }, null, both],
    ['with a list of items', 'draft-07', {}, { items: [{ type: 'null' }] }, [1], both],
    ['with what stands beside $ref left out', 'draft-07', { not: { $ref: '#/x', type: 'null' }, x: { type: 'string' } }, false, null, both],
    ['with a place that is no keyword', '2020-12', {}, { $ref: '#/x/y', x: { y: { type: 'null' } } }, 1, both],
    [
      'with a dynamic reference',
      '2020-12',
      {},
      {
        $id: 's',
        $dynamicAnchor: 'n',
        $ref: 't',
        unevaluatedProperties: false,
        $defs: { t: { $id: 't', $dynamicAnchor: 'n', properties: { c: { $dynamicRef: '#n' } } } },
      },
      { c: { d: 1 } },
      both,
    ],
    [
      'with a recursive reference',
      '2019-09',
      {},
      { $recursiveAnchor: true, properties: { c: { $recursiveRef: '#' } }, additionalProperties: false },
      { c: { d: 1 } },
      both,
    ],
    ['with the metaschema', 'draft-07', {}, { $ref: 'http://json-schema.org/draft-07/schema#' }, { type: 'foo' }, both],
    ['with an empty list of alternatives', '2020-12', {}, { anyOf: [] }, 1, both],
    ['with an empty enum', '2020-12', {}, { enum: [] }, 1, both],
    ['with names that every object has', '2020-12', {}, { required: ['toString'] }, {}, both],
    ['with a pattern that backtracks without end elsewhere', '2020-12', {}, { pattern: '^(a+)+$' }, `${'a'.repeat(50)}b`, both],
    ['with large numbers that doubles hold', '2020-12', {}, { maximum: 1e300 }, 1e301, both],
  ])('%s (%s)', (_, dialect, a, b, witness, expected) => {
    expect(ask(a, b, witness, dialect)).toEqual(expected);
  });

  it('with schemas of two dialects', () => {
    const a = readSchema({ items: [{ type: 'null' }] }, { dialect: 'draft-04' });
    expect(confirm({ a, b: readSchema({ prefixItems: [{ type: 'null' }], items: false }), witness: [null, 1] })).toEqual(
      by('ajv-draft-04 1', 'ajv 8', 'exact interpreter'),
    );
  });
  it('with formats that are asserted', () => {
    expect(ask({}, { format: 'date' }, 'x', '2020-12', { formatAssertion: true })).toEqual(both);
  });
  it('with the smaller schemas that decide, where the whole is too big for ajv', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`property${n}`, { type: 'string', maxLength: n }]));
    const change = { properties: { ...many, property77: { type: 'string', maxLength: 9 } } };
    expect(ask({ properties: many }, change, { property77: '1234567890' })).toEqual(both);
  });
  it('with a dynamic reference whose scope begins below the root', () => {
    const generic = { $id: 'generic', $dynamicRef: '#it', $defs: { any: { $dynamicAnchor: 'it' } } };
    const b = {
      anyOf: [{ $ref: 'texts' }],
      $defs: { generic, texts: { $id: 'texts', $ref: 'generic', $defs: { it: { $dynamicAnchor: 'it', type: 'string' } } } },
    };
    expect(ask({}, b, 1)).toEqual(both);
  });
  it('with the keywords alone that the metaschema understands', () => {
    const schemas = {
      'http://m.example/': {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $vocabulary: { 'https://json-schema.org/draft/2020-12/vocab/applicator': true },
      },
    };
    const a = readSchema({ $schema: 'http://m.example/', minimum: 1 }, { schemas });
    expect(confirm({ a, b: readSchema({ type: 'null' }), witness: 0 })).toEqual(both);
  });
  it('with the first candidate that is small enough', () => {
    const text = 'x'.repeat(70_000);
    const schema = (type: string): unknown => ({ properties: { a: { enum: [text, 1], type } } });
    const candidates = [{ a: readSchema(true), b: readSchema({ type: 'null' }), witness: 1 }];
    expect(ask(schema('number'), schema('string'), { a: 1 }, '2020-12', { candidates })).toEqual(both);
  });
});

describe('the exact interpreter confirms alone', () => {
  it.each<[string, unknown, unknown, Value]>([
    ['a number that no double holds', {}, { maximum: 1e20 }, new Exact('100000000000000000001')],
    ['a limit that no double holds', {}, { maximum: new Exact('100000000000000000001') }, 1e21],
    ['a multiple of a fraction', { multipleOf: 1.1 }, { type: 'null' }, 6.6],
    ['a multiple of what no double divides', {}, { multipleOf: 3 }, 1e22],
    ['what ajv is known to misjudge', {}, { required: [''] }, {}],
    ['what ajv breaks down on', {}, { const: { toString: 1 } }, { toString: 2 }],
    [
      'two dialects in one schema',
      {},
      { properties: { a: { $id: 'a', $schema: 'http://json-schema.org/draft-07/schema#', type: 'null' } } },
      { a: 1 },
    ],
    ['a schema too big for ajv that nothing smaller stands for', {}, { propertyNames: { enum: ['x'.repeat(70_000)] } }, { a: 1 }],
    ['a schema too deep for ajv', {}, Array.from({ length: 1000 }).reduce((deep) => ({ allOf: [deep] }), { type: 'null' }), 1],
  ])('%s', (_, a, b, witness) => {
    expect(ask(a, b, witness)).toEqual(alone);
  });
});

describe('a witness is not confirmed', () => {
  const left = (ms: number): PairLimit => ({ spend: () => {}, refill: () => {}, share: () => {}, left: () => ms });
  it('where no time is left for ajv, though it would be asked', () => {
    const b = { propertyNames: { enum: ['x'.repeat(20_000)] } };
    expect(ask({}, b, { a: 1 }, '2020-12', { limit: left(1000) })).toEqual(both);
    expect(ask({}, b, { a: 1 }, '2020-12', { limit: left(0) })).toEqual({
      kind: 'unconfirmed',
      reason: 'the time is over before ajv could be asked',
    });
  });
  it('but for small schemas, for which there is always time', () =>
    expect(ask({}, { type: 'null' }, 1, '2020-12', { limit: left(0) })).toEqual(both));
  it('but by the interpreter alone, where ajv would never be asked', () => {
    const b = { propertyNames: { enum: ['x'.repeat(70_000)] } };
    expect(ask({}, b, { a: 1 }, '2020-12', { limit: left(0) })).toEqual(alone);
  });
  it.each<[string, unknown, unknown, Value, string]>([
    ['that A refuses', { type: 'null' }, false, 1, 'the exact interpreter finds it invalid under A'],
    ['that B accepts', {}, {}, 1, 'the exact interpreter finds it valid under B'],
    [
      'that cannot be judged',
      { $ref: 'http://far.example/' },
      false,
      1,
      'the exact interpreter cannot say: http://far.example/ is not among the schemas given',
    ],
    [
      'under a schema that says nothing',
      { $ref: '#' },
      false,
      1,
      'the exact interpreter cannot say: leads back to itself without a step into the document, and so says nothing',
    ],
  ])('%s', (_, a, b, witness, reason) => {
    expect(ask(a, b, witness)).toEqual({ kind: 'unconfirmed', reason });
  });
});
