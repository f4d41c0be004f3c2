import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../../../src/compat/schema/relation.ts';
import { around, compareTexts } from '../contracts.ts';
import { done, told } from './told.ts';

const answering = (schema: object): object => ({
  paths: { '/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } } },
});

describe('what surrounds operations', () => {
  it.each<[string, object, object]>([
    ['a component that nobody refers to', { components: { schemas: { A: { type: 'string' } } } }, { components: { schemas: { B: {} } } }],
    [
      'components of every kind that nobody refers to',
      {},
      {
        components: {
          parameters: { Q: { name: 'q', in: 'query', required: true, schema: {} } },
          responses: { R: { description: '' } },
          headers: { H: { schema: {} } },
          pathItems: { P: { get: done() } },
          callbacks: { C: { '{$url}': { post: done() } } },
          links: { L: { operationId: 'a' } },
          securitySchemes: { K: { type: 'mutualTLS' } },
        },
      },
    ],
    ['extensions', { 'x-a': 1 }, { 'x-b': { $ref: '#/x-a' }, components: { 'x-c': 1 } }],
    ['words, tags and documents elsewhere', {}, { tags: [{ name: 'a' }], externalDocs: { url: 'https://example.com' } }],
    ['its own dialect, written out', {}, { jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' }],
    ['the dialect that it builds on', {}, { jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' }],
  ])('is no finding: %s', (_, old, next) => {
    const paths = { paths: { '/a': { get: done() } } };
    expect(told({ ...paths, ...old }, { ...paths, ...next })).toEqual([]);
    expect(told({ ...paths, ...next }, { ...paths, ...old })).toEqual([]);
  });

  it('extensions anywhere are no finding', () => {
    const old = { paths: { '/a': { 'x-a': 1, get: done({ 'x-a': 1 }) }, 'x-a': 1 } };
    expect(told(old, { paths: { '/a': { get: done() } } })).toEqual([]);
  });

  it('a dialect that is not understood leaves nothing decided where anything differs', () => {
    const draft07 = { jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' };
    const line =
      'warning compat/not-decided rollout unknown, rollback unknown | the whole document: the schemas are of a "jsonSchemaDialect" that is not understood';
    expect(told({ ...answering({}), ...draft07 }, { ...answering({ type: 'string' }), ...draft07 })).toContain(line);
    expect(told({ ...answering({}), ...draft07 }, { ...answering({}), ...draft07 })).toEqual([]);
  });

  it('a member that no version of OpenAPI has is not decided', () => {
    expect(told({ ...answering({}), quota: 1 }, { ...answering({}), quota: 2 })).toEqual([
      'warning compat/not-decided rollout unknown, rollback unknown | the whole document: "quota" differs, which is not compared yet',
    ]);
  });

  it.each<[string, object, object, string]>([
    ['securty', {}, { securty: [] }, 'the whole document: "securty" differs, which is not compared yet; did you mean "security"?'],
    [
      'paramters',
      { paths: { '/a': { get: done() } } },
      { paths: { '/a': { paramters: [], get: done() } } },
      'GET /a: "paramters" differs, which is not compared yet; did you mean "parameters"?',
    ],
    [
      'itemEncoding, which is far from any',
      { paths: { '/a': { get: done() } } },
      { paths: { '/a': { get: done({ itemEncoding: 1 }) } } },
      'GET /a: "itemEncoding" differs, which is not compared yet',
    ],
  ])('of one that is mistyped the nearest is named: %s', (_, old, next, expected) => {
    expect(told({ ...answering({}), ...old }, { ...answering({}), ...next })).toEqual([
      `warning compat/not-decided rollout unknown, rollback unknown | ${expected}`,
    ]);
  });
});

/** Small schemas of objects, lists and alternatives. */
const { schema: schemas } = fc.letrec<{ schema: object; leaf: object; object: object }>((tie) => ({
  leaf: fc.constantFrom<object[]>(
    {},
    { type: 'string' },
    { type: 'integer' },
    { type: 'boolean' },
    { type: 'string', maxLength: 3 },
    { type: ['string', 'null'] },
    { enum: ['a', 'b'] },
    { const: 1 },
    { type: 'object' },
    { type: 'array' },
  ),
  object: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 2 }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: fc.oneof(fc.boolean(), tie('leaf')),
      patternProperties: fc.constantFrom({ '^x': { type: 'boolean' } }, { '^[ab]': { type: 'string' } }),
      unevaluatedProperties: fc.constantFrom(false, { type: 'string' }),
      maxProperties: fc.constant(1),
    },
    { requiredKeys: ['type', 'properties'] },
  ),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: tie('leaf') },
    { weight: 4, arbitrary: tie('object') },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('array'), items: tie('schema') }) },
    { weight: 1, arbitrary: fc.record({ allOf: fc.array(tie('object'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }) },
  ),
}));

/** Two schemas, the second often the first with a member or a keyword more, less or otherwise. */
const pairs = fc.oneof(
  fc.tuple(schemas, schemas),
  fc
    .tuple(schemas, fc.constantFrom('a', 'b', 'd'), schemas)
    .map(([one, name, part]): [object, object] => [
      one,
      { ...one, properties: { ...(one as { properties?: object }).properties, [name]: part } },
    ]),
  fc
    .tuple(schemas, fc.constantFrom('additionalProperties', 'unevaluatedProperties', 'required', 'properties'))
    .map(([one, keyword]): [object, object] => [one, Object.fromEntries(Object.entries(one).filter(([name]) => name !== keyword))]),
);

describe('the findings of a body and the answer of the whole', () => {
  const options = { profile: 'tolerant-reader', dialect: 'openapi-3.1' } as const;
  const agrees = ([one, two]: readonly [object, object]): void => {
    for (const [old, next] of [
      [one, two],
      [two, one],
    ] as const) {
      const [forth, back] = [contains(old, next, options).kind, contains(next, old, options).kind];
      for (const [side, first, last] of [
        ['request', forth, back],
        ['response', back, forth],
      ] as const) {
        const { rollout, rollback } = compareTexts(around(side, old), around(side, next)).cells;
        for (const [answer, { state }] of [
          [first, rollout],
          [last, rollback],
        ] as const) {
          if (answer === 'not-contained') expect(state, side).not.toBe('holds');
          if (answer === 'contained') expect(state, side).not.toBe('breaks');
        }
      }
    }
  };
  it('agree for every pair of schemas', () => {
    expect(() => fc.assert(fc.property(pairs, agrees), { seed: 5, numRuns: 100 })).not.toThrow();
  });
});
