import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from './ask.ts';

const name = fc.constantFrom('a', 'b', 'c');
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, -1, 0.5, 'a', 'b', '', 'abc', [], {}, [1], { a: 1 });
const small = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');

/** Schemas of every keyword that the procedure claims to understand, a few levels deep, recursion included. */
const schema: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => {
  const node = tie('node');
  const keywords = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) }),
    const: scalar,
    minimum: small,
    exclusiveMinimum: small,
    maximum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$', 'a'),
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    items: node,
    prefixItems: fc.array(node, { minLength: 1, maxLength: 2 }),
    contains: node,
    minProperties: small,
    maxProperties: small,
    required: fc.uniqueArray(name, { maxLength: 2 }),
    properties: fc.dictionary(name, node, { maxKeys: 3, noNullPrototype: true }),
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), node, { maxKeys: 2, noNullPrototype: true }),
    additionalProperties: node,
    propertyNames: node,
    allOf: fc.array(node, { minLength: 1, maxLength: 2 }),
    anyOf: fc.array(node, { minLength: 1, maxLength: 3 }),
    oneOf: fc.array(node, { minLength: 1, maxLength: 3 }),
    not: node,
    if: node,
    then: node,
    else: node,
    unevaluatedProperties: fc.constant(false),
  };
  const pairs = Object.entries(keywords).map(([keyword, arbitrary]) => fc.tuple(fc.constant(keyword), arbitrary as fc.Arbitrary<unknown>));
  const few = fc
    .array(fc.oneof({ depthSize: 'small' }, ...pairs), { maxLength: 4, depthIdentifier: 'schema' })
    .map((list) => Object.fromEntries(list));
  return {
    node: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'schema' },
      fc.constantFrom<unknown>(true, {}, { type: 'string' }, { type: 'integer' }, { type: 'object' }, false),
      { arbitrary: few, weight: 5 },
      // Guarded, so that it is a recursion and not a circle.
      fc.constantFrom<unknown>({ properties: { a: { $ref: '#' } } }, { items: { $ref: '#' } }),
    ),
  };
}).node;

const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** A pair that is likely to be near: the second is the first with one keyword changed, dropped or added. */
const near = fc.tuple(schema, schema, fc.nat()).map(([a, b, dice]): [unknown, unknown] => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [a, b];
  const names = Object.keys(a);
  const dropped = names[dice % Math.max(names.length, 1)];
  const rest = Object.fromEntries(Object.entries(a).filter(([keyword]) => keyword !== dropped));
  return [a, [{ ...rest, ...b }, rest, { anyOf: [a, b] }, { allOf: [a, b] }, { oneOf: [a, b] }][dice % 5]];
});

const runs = Number(process.env['FUZZ_RUNS'] ?? 1500);
const isValid = (schema: unknown) => new Ajv2020({ strict: false, validateSchema: false, logger: false }).compile(schema as object);

describe('containment against ajv, on random schemas and documents', () => {
  it('never calls a schema contained when a document is valid under it and invalid under the other', () => {
    let said = { contained: 0, 'not-contained': 0, unknown: 0 };
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(schema, schema), near),
        fc.boolean(),
        fc.array(value, { minLength: 40, maxLength: 40 }),
        ([a, b], flip, documents) => {
          const [from, to] = flip ? [b, a] : [a, b];
          const answer = contains(from, to);
          said = { ...said, [answer.kind]: said[answer.kind] + 1 };
          const [inFrom, inTo] = [isValid(from), isValid(to)];
          if (answer.kind === 'contained')
            for (const document of documents) expect(inFrom(document) && !inTo(document), JSON.stringify(document)).toBe(false);
          if (answer.kind === 'not-contained') expect([inFrom(answer.witness), inTo(answer.witness)]).toEqual([true, false]);
        },
      ),
      { numRuns: runs, ...(process.env['FUZZ_SEED'] ? { seed: Number(process.env['FUZZ_SEED']) } : {}) },
    );
    if (process.env['FUZZ_RUNS']) console.log(said);
    expect(Math.min(said.contained, said['not-contained'])).toBeGreaterThan(runs / 20);
  });

  it('calls every schema contained in itself, in a choice that names it, and in a part of it', () => {
    fc.assert(
      fc.property(schema, schema, (a, b) => {
        expect(contains(a, a).kind).toBe('contained');
        if (!JSON.stringify([a, b]).includes('$ref')) {
          expect(contains(a, { anyOf: [b, a] }).kind).toBe('contained');
          expect(contains({ allOf: [a, b] }, a).kind).toBe('contained');
        }
      }),
      { numRuns: Math.min(runs, 500) },
    );
  });
});
