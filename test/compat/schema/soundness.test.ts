import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
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
    contains: fc.constantFrom<unknown>({ type: 'string' }, { type: 'integer' }, { const: 1 }),
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
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
    then: node,
    else: node,
    unevaluatedProperties: fc.constant(false),
  };
  const pairs = Object.entries(keywords).map(([keyword, arbitrary]) => fc.tuple(fc.constant(keyword), arbitrary as fc.Arbitrary<unknown>));
  const few = fc.array(fc.oneof({ depthSize: 'small' }, ...pairs), { maxLength: 4, depthIdentifier: 'schema' }).map((list) => {
    const made: Record<string, unknown> = Object.fromEntries(list);
    // Beside prefixItems, ajv 8.20 takes the empty list for one that contains something.
    if ('prefixItems' in made) delete made['contains'];
    return made;
  });
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
/** ajv's answer; undefined where its own code fails: for what is evaluated by `anyOf` around a recursion it uses variables that it never set. */
const isValid = (schema: unknown): ((value: unknown) => boolean | undefined) => {
  const validate = new Ajv2020({ strict: false, validateSchema: false, logger: false }).compile(schema as object);
  return (value) => {
    try {
      return validate(value);
    } catch (error) {
      if (error instanceof ReferenceError || error instanceof TypeError) return undefined;
      throw error;
    }
  };
};

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
          const shows = (document: unknown): boolean => inFrom(document) === true && inTo(document) === false;
          if (answer.kind === 'contained') return !documents.some(shows);
          return answer.kind === 'unknown' || shows(answer.witness);
        },
      ),
      { numRuns: runs, ...(process.env['FUZZ_SEED'] ? { seed: Number(process.env['FUZZ_SEED']) } : {}) },
    );
    if (process.env['FUZZ_RUNS']) console.log(said);
    expect(Math.min(said.contained, said['not-contained'])).toBeGreaterThan(runs / 20);
  });

  it('calls every schema contained in itself, in a choice that names it, and in a part of it', () => {
    let asked = 0;
    fc.assert(
      fc.property(schema, schema, (a, b) => {
        asked++;
        // Where '#' is another schema than before, none of this need hold.
        const moved = JSON.stringify([a, b]).includes('$ref');
        const pairs: [unknown, unknown][] = [
          [a, a],
          ...(moved
            ? []
            : ([
                [a, { anyOf: [b, a] }],
                [{ allOf: [a, b] }, a],
              ] as [unknown, unknown][])),
        ];
        return pairs.every(([from, to]) => contains(from, to).kind === 'contained');
      }),
      { numRuns: Math.min(runs, 500) },
    );
    expect(asked).toBeGreaterThan(0);
  });
});
