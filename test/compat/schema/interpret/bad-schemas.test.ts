/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { describe, expect, it } from 'vitest';
import { accepts } from '../../../../src/compat/schema/interpret/interpret.ts';
import { type Dialect, SchemaError } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { Spent, Undecided } from '../../../../src/compat/schema/undecided.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';

const fault = (schema: unknown, value: Value = {}, dialect: Dialect = '2020-12'): unknown => {
  try {
    return accepts(readSchema(schema, { dialect }), value);
  } catch (error) {
    return error instanceof SchemaError ? `${error.code} ${error.place.pointer}: ${error.message}` : error;
  }
};

describe('a schema that says nothing that can be understood is an error', () => {
  it.each<[schema: unknown, message: string, dialect?: Dialect]>([
    [{ type: 'foo' }, 'schema/malformed /type: type must be a type of JSON or a list of them, and "foo" is none'],
    [{ type: ['string', 1] }, 'schema/malformed /type: type must be a type of JSON or a list of them, and 1 is none'],
    [{ minimum: 'x' }, 'schema/malformed /minimum: minimum must be a number'],
    [{ exclusiveMinimum: true }, 'schema/malformed /exclusiveMinimum: exclusiveMinimum must be a number'],
    [{ exclusiveMinimum: 1 }, 'schema/malformed /exclusiveMinimum: exclusiveMinimum must be a boolean', 'draft-04'],
    [{ multipleOf: 0 }, 'schema/malformed /multipleOf: multipleOf must be greater than 0'],
    [{ minLength: -1 }, 'schema/malformed /minLength: minLength must be a whole number, 0 or more'],
    [{ maxItems: 1.5 }, 'schema/malformed /maxItems: maxItems must be a whole number, 0 or more'],
    [{ pattern: 1 }, 'schema/malformed /pattern: pattern must be a string'],
    [{ required: 'a' }, 'schema/malformed /required: required must be a list of strings'],
    [{ enum: 'a' }, 'schema/malformed /enum: enum must be a list'],
    [{ uniqueItems: 1 }, 'schema/malformed /uniqueItems: uniqueItems must be a boolean'],
    [{ properties: [] }, 'schema/malformed /properties: properties must be an object'],
    [{ allOf: {} }, 'schema/malformed /allOf: allOf must be a list of schemas'],
    [{ allOf: [1] }, 'schema/malformed /allOf/0: a schema is an object or a boolean, and this is neither'],
    [{ not: null }, 'schema/malformed /not: a schema is an object or a boolean, and this is neither'],
    [{ $ref: 1 }, 'schema/malformed /$ref: $ref must be a string'],
    [{ $ref: '#/$defs/a' }, 'schema/reference : the reference "#/$defs/a" leads nowhere'],
    [{ nullable: 'yes' }, 'schema/malformed /nullable: nullable must be a boolean', 'openapi-3.0'],
    [3, 'schema/malformed : a schema is an object or a boolean, and this is neither'],
  ])('%j: %s', (schema, message, dialect) => {
    expect(fault(schema, {}, dialect)).toBe(message);
  });

  const circle = (pointer: string): string =>
    `schema/reference-circle ${pointer}: leads back to itself without a step into the document, and so says nothing`;
  it.each<[schema: unknown, message: string, dialect?: Dialect]>([
    [{ $ref: '#' }, circle('')],
    [{ allOf: [{ $ref: '#' }] }, circle('/allOf/0')],
    [{ not: { $ref: '#' } }, circle('/not')],
    [{ if: { anyOf: [{ $ref: '#' }] }, then: true }, circle('/if/anyOf/0')],
    [{ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { oneOf: [{ $ref: '#/$defs/a' }] } } }, circle('/$defs/b/oneOf/0')],
    [{ $dynamicRef: '#a', $dynamicAnchor: 'a' }, circle('')],
    [{ $recursiveRef: '#', $recursiveAnchor: true }, circle(''), '2019-09'],
  ])('a circle of references: %j', (schema, message, dialect) => {
    expect(fault(schema, {}, dialect)).toBe(message);
  });
});

describe('what is too much is undecided', () => {
  it('a schema of fifty thousand levels', () => {
    let deep: unknown = { type: 'null' };
    for (let level = 0; level < 50_000; level++) deep = { allOf: [deep] };
    expect(fault(deep, null)).toEqual(new Undecided('the schema or the document nests too deeply'));
  });
  it('a document of fifty thousand levels', () => {
    let deep: Value = 1;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(fault({ items: { $ref: '#' } }, deep)).toEqual(new Undecided('the schema or the document nests too deeply'));
  });
  it('more steps than the budget has', () => {
    const budget = {
      spend: (): never => {
        throw new Spent('no more');
      },
    };
    expect(() => accepts(readSchema({}), 1, { budget })).toThrow(new Spent('no more'));
  });
  it('a reference out of the schemas given, once it is followed', () => {
    const schema = { properties: { a: { $ref: 'http://far.example/' } } };
    expect(fault(schema, {})).toBe(true);
    expect(fault(schema, { a: 1 })).toEqual(new Undecided('http://far.example/ is not among the schemas given'));
  });
  it('a pattern that is no expression', () => {
    expect(fault({ pattern: '(' }, '')).toBeInstanceOf(Undecided);
  });
});

describe('what looks too much is not', () => {
  it('alternatives of alternatives, a hundred levels of them, by reference', () => {
    const $defs: Record<string, unknown> = { n100: { type: 'null' } };
    for (let level = 0; level < 100; level++)
      $defs[`n${level}`] = { oneOf: [{ $ref: `#/$defs/n${level + 1}` }, { not: { $ref: `#/$defs/n${level + 1}` }, type: 'string' }] };
    expect(fault({ $ref: '#/$defs/n0', $defs }, null)).toBe(true);
  });
  it('a pattern that backtracks without end elsewhere', () => {
    expect(fault({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}b`)).toBe(false);
  });
  it('a hundred thousand items', () => {
    expect(
      fault(
        { items: { type: 'integer' }, uniqueItems: true },
        Array.from({ length: 100_000 }, (_, n) => n),
      ),
    ).toBe(true);
  });
});
