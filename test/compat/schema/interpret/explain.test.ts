/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../../src/compat/schema/interpret/describe.ts';
import { appliedAt, explain } from '../../../../src/compat/schema/interpret/interpret.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { Exact, type Value } from '../../../../src/compat/schema/value.ts';

describe('the keyword that refuses, and the difference in words', () => {
  it.each<
    [schema: object, value: Value, keyword: string, schemaPointer: string, documentPointer: string, words: string, dialect?: Dialect]
  >([
    [{ type: 'string' }, null, 'type', '/type', '', 'null, where only a string is allowed'],
    [{ type: ['string', 'null'] }, 1, 'type', '/type', '', 'a number, where only a string or null is allowed'],
    [{ type: 'integer' }, 1.5, 'type', '/type', '', 'a number with a fraction, where only an integer is allowed'],
    [{ type: 'string', nullable: true }, [], 'type', '/type', '', 'an array, where only a string or null is allowed', 'openapi-3.0'],
    [{ enum: ['a', 'b'] }, 'c', 'enum', '/enum', '', 'a value other than `a`, `b`'],
    [{ enum: [1, 2, 3, 4, 5, 6, 7] }, 0, 'enum', '/enum', '', 'a value other than `1`, `2`, `3`, `4`, `5` and 2 more'],
    [{ const: { a: 1 } }, 0, 'const', '/const', '', 'a value other than `{"a":1}`'],
    [{ minimum: 0 }, -1, 'minimum', '/minimum', '', 'a number below 0'],
    [{ minimum: 0, exclusiveMinimum: true }, 0, 'minimum', '/minimum', '', 'a number not above 0', 'draft-04'],
    [{ maximum: 9 }, 10, 'maximum', '/maximum', '', 'a number above 9'],
    [{ maximum: 9, exclusiveMaximum: true }, 9, 'maximum', '/maximum', '', 'a number not below 9', 'draft-04'],
    [{ exclusiveMinimum: 0 }, 0, 'exclusiveMinimum', '/exclusiveMinimum', '', 'a number not above 0'],
    [{ exclusiveMaximum: new Exact('1e400') }, new Exact('1e400'), 'exclusiveMaximum', '/exclusiveMaximum', '', 'a number not below 1e400'],
    [{ multipleOf: 0.1 }, 0.15, 'multipleOf', '/multipleOf', '', 'a number that is no multiple of 0.1'],
    [{ minLength: 1 }, '', 'minLength', '/minLength', '', 'an empty string'],
    [{ minLength: 3 }, 'a', 'minLength', '/minLength', '', 'a string shorter than 3 characters'],
    [{ maxLength: 0 }, 'a', 'maxLength', '/maxLength', '', 'a string that is not empty'],
    [{ maxLength: 1 }, 'ab', 'maxLength', '/maxLength', '', 'a string longer than 1 character'],
    [{ maxLength: 40 }, 'a'.repeat(41), 'maxLength', '/maxLength', '', 'a string longer than 40 characters'],
    [{ pattern: '^a' }, 'b', 'pattern', '/pattern', '', 'a string that does not match `^a`'],
    [{ format: 'date' }, 'b', 'format', '/format', '', 'a string that is not of the format `date`'],
    [{ minItems: 1 }, [], 'minItems', '/minItems', '', 'an empty array'],
    [{ minItems: 2 }, [], 'minItems', '/minItems', '', 'an array of fewer than 2 items'],
    [{ maxItems: 0 }, [1], 'maxItems', '/maxItems', '', 'an array that is not empty'],
    [{ maxItems: 1 }, [1, 2], 'maxItems', '/maxItems', '', 'an array of more than 1 item'],
    [{ uniqueItems: true }, [1, 1], 'uniqueItems', '/uniqueItems', '', 'an array with equal items'],
    [{ prefixItems: [true, false] }, [1, 2], 'prefixItems', '/prefixItems/1', '/1', 'an item at position 2'],
    [{ items: { type: 'null' } }, [null, 1], 'type', '/items/type', '/1', 'a number, where only null is allowed'],
    [{ items: false }, [1], 'items', '/items', '/0', 'an array that is not empty'],
    [{ prefixItems: [true, true], items: false }, [1, 2, 3], 'items', '/items', '/2', 'an item beyond the first 2'],
    [{ items: [true], additionalItems: false }, [1, 2], 'additionalItems', '/additionalItems', '/1', 'an item beyond the first', '2019-09'],
    [{ unevaluatedItems: false }, [1], 'unevaluatedItems', '/unevaluatedItems', '/0', 'an item that nothing speaks of'],
    [{ contains: { type: 'null' } }, [1], 'contains', '/contains', '', 'an array without an item that `contains` asks for'],
    [
      { contains: true, minContains: 2 },
      [1],
      'minContains',
      '/minContains',
      '',
      'an array with fewer than 2 items that `contains` asks for',
    ],
    [
      { contains: true, maxContains: 1 },
      [1, 2],
      'maxContains',
      '/maxContains',
      '',
      'an array with more than 1 item that `contains` asks for',
    ],
    [
      { properties: { order: { required: ['id', 'total'] } } },
      { order: { id: 1 } },
      'required',
      '/properties/order/required',
      '/order',
      'the property `total` missing',
    ],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'dependentRequired', '/dependentRequired/a', '', 'the property `b` missing beside `a`'],
    [{ dependencies: { a: ['b'] } }, { a: 1 }, 'dependencies', '/dependencies/a', '', 'the property `b` missing beside `a`'],
    [{ dependencies: { a: false } }, { a: 1 }, 'dependencies', '/dependencies/a', '', 'the property `a` present'],
    [{ dependentSchemas: { a: false } }, { a: 1 }, 'dependentSchemas', '/dependentSchemas/a', '', 'the property `a` present'],
    [{ minProperties: 1 }, {}, 'minProperties', '/minProperties', '', 'an empty object'],
    [{ minProperties: 2 }, {}, 'minProperties', '/minProperties', '', 'an object of fewer than 2 properties'],
    [{ maxProperties: 1 }, { a: 1, b: 1 }, 'maxProperties', '/maxProperties', '', 'an object of more than 1 property'],
    [{ properties: { 'a/b': false } }, { 'a/b': 1 }, 'properties', '/properties/a~1b', '/a~1b', 'the property `a/b` present'],
    [
      { patternProperties: { '^x-': false } },
      { 'x-a': 1 },
      'patternProperties',
      '/patternProperties/^x-',
      '/x-a',
      'a property whose name matches `^x-`',
    ],
    [
      { properties: { id: {}, name: {} }, additionalProperties: false },
      { x: 1 },
      'additionalProperties',
      '/additionalProperties',
      '/x',
      'an unknown property beside `id`, `name`',
    ],
    [{ additionalProperties: false }, { x: 1 }, 'additionalProperties', '/additionalProperties', '/x', 'an unknown property'],
    [
      { properties: { id: {} }, unevaluatedProperties: false },
      { x: 1 },
      'unevaluatedProperties',
      '/unevaluatedProperties',
      '/x',
      'an unknown property beside `id`',
    ],
    [
      { propertyNames: { maxLength: 3 } },
      { abcd: 1 },
      'maxLength',
      '/propertyNames/maxLength',
      '/abcd',
      'a property name longer than 3 characters',
    ],
    [{ propertyNames: { minLength: 1 } }, { '': 1 }, 'minLength', '/propertyNames/minLength', '/', 'an empty property name'],
    [{ propertyNames: { enum: ['a'] } }, { b: 1 }, 'enum', '/propertyNames/enum', '/b', 'a property name other than `a`'],
    [{ propertyNames: false }, { b: 1 }, 'propertyNames', '/propertyNames', '/b', 'an object that is not empty'],
    [{ allOf: [{ minimum: 1 }] }, 0, 'minimum', '/allOf/0/minimum', '', 'a number below 1'],
    [{ allOf: [false] }, 0, 'allOf', '/allOf/0', '', 'any value at all'],
    [{ $ref: '#/$defs/a', $defs: { a: { minimum: 1 } } }, 0, 'minimum', '/$defs/a/minimum', '', 'a number below 1'],
    [{ $ref: '#/$defs/a', $defs: { a: false } }, 0, '$ref', '/$defs/a', '', 'any value at all'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, null, 'anyOf', '/anyOf', '', 'null, where only a string or a number is allowed'],
    [
      { anyOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] },
      'a',
      'minLength',
      '/anyOf/0/minLength',
      '',
      'a string shorter than 2 characters',
    ],
    [{ oneOf: [{ const: 1 }, { enum: [2] }] }, 3, 'oneOf', '/oneOf', '', 'a value that no alternative of `oneOf` accepts'],
    [{ oneOf: [{ minimum: 1 }, { maximum: 2 }] }, 1, 'oneOf', '/oneOf', '', 'a value that more than one alternative of `oneOf` accepts'],
    [{ not: { type: 'string' } }, 'a', 'not', '/not', '', 'a string, which is excluded'],
    [{ not: { enum: ['a', 'b'] } }, 'a', 'not', '/not', '', 'one of `a`, `b`, which are excluded'],
    [{ not: { required: ['a'] } }, { a: 1 }, 'not', '/not', '', 'the property `a` present'],
    [{ not: { minimum: 1, type: 'number' } }, 2, 'not', '/not', '', 'a value that `not` excludes'],
    [{ if: true, then: false }, 2, 'then', '/then', '', 'a value for which `if` holds'],
    [{ if: false, else: false }, 2, 'else', '/else', '', 'a value for which `if` does not hold'],
    [{ if: true, then: { minimum: 3 } }, 2, 'minimum', '/then/minimum', '', 'a number below 3'],
  ])('%j refuses %j', (schema, value, keyword, schemaPointer, document, difference, dialect = '2020-12') => {
    const place = readSchema(schema, { dialect });
    const [mark] = explain(place, value, { formatAssertion: true });
    expect(mark).toEqual({ keyword, schema: schemaPointer, document });
    expect(mark && differenceOf(mark, place)).toBe(difference);
  });

  it.each<[schema: object, value: Value, words: string]>([
    [{ properties: { a: { maxLength: 4 } } }, { a: 'abcde' }, 'a string longer than 4 characters'],
    [{ patternProperties: { '^x-': false } }, { 'x-a': 1 }, 'a property whose name matches `^x-`'],
    [{ properties: { id: {} }, additionalProperties: false }, { x: 1 }, 'an unknown property beside `id`'],
  ])('a mark that went through JSON says the same: %j', (schema, value, words) => {
    const place = readSchema(schema);
    expect(explain(place, value).map((mark) => differenceOf(structuredClone(mark), place))).toEqual([words]);
  });
  it('false itself refuses everything', () => {
    const place = readSchema(false);
    const [mark] = explain(place, 1);
    expect([mark, mark && differenceOf(mark, place)]).toEqual([{ keyword: 'false', schema: '', document: '' }, 'any value at all']);
  });
  it('a valid document has no marks', () => {
    expect(explain(readSchema({ anyOf: [{ type: 'null' }, { type: 'string' }] }), 'a')).toEqual([]);
  });
  it('every refusing keyword is named, the alternative that was meant first', () => {
    const cat = { properties: { kind: { const: 'cat' }, lives: { maximum: 9 } }, required: ['kind'] };
    const dog = { properties: { kind: { const: 'dog' }, lives: { maximum: 1 } }, required: ['kind'] };
    expect(explain(readSchema({ oneOf: [dog, cat] }), { kind: 'cat', lives: 10 }).map(({ schema }) => schema)).toEqual([
      '/oneOf/1/properties/lives/maximum',
      '/oneOf',
      '/oneOf/0/properties/kind/const',
      '/oneOf/0/properties/lives/maximum',
    ]);
  });
});

describe('the schemas that let a part through', () => {
  const schema = {
    allOf: [{ $ref: '#/$defs/base' }],
    properties: { a: { anyOf: [{ type: 'null' }, { type: 'number' }] } },
    not: { properties: { a: { type: 'string' } } },
    $defs: { base: { properties: { a: { minimum: 0 } } } },
  };
  it.each<[string, string, readonly string[]]>([
    ['the document itself', '', ['', '/allOf/0', '/$defs/base']],
    ['a member, by all that spoke of it and held', '/a', ['/properties/a', '/properties/a/anyOf/1', '/$defs/base/properties/a']],
    ['a member that nothing speaks of, by what it is in', '/b/c', ['', '/allOf/0', '/$defs/base']],
  ])('%s', (_, pointer, expected) => {
    const applied = appliedAt(readSchema(schema), { a: 1, b: { c: 1 } }, pointer);
    expect([...new Set(applied.map((place) => place.pointer))]).toEqual(expected);
  });
});
