import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../../../src/compat/schema/confirm/ajv.ts';
import { reachedBy } from '../../../../src/compat/schema/confirm/reached.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';

const reached = (schema: unknown, document: Value, dialect: Dialect = '2020-12'): readonly string[] | undefined => {
  const found = reachedBy(readSchema(schema, { dialect }), document);
  return found && [...found].map(({ pointer }) => pointer).sort();
};

describe('a document reaches', () => {
  it.each<[string, Dialect, unknown, Value, readonly string[] | undefined]>([
    ['the schemas of members that it has', '2020-12', { properties: { a: {}, b: {} } }, { a: 1 }, ['', '/properties/a']],
    ['none of a value without members', '2020-12', { properties: { a: {} }, additionalProperties: false }, 1, ['']],
    [
      'a schema that is false',
      'openapi-3.0',
      { properties: { a: {} }, additionalProperties: false },
      { b: 1 },
      ['', '/additionalProperties'],
    ],
    ['items where there are some', '2020-12', { items: {}, contains: {}, prefixItems: [{}] }, [], ['']],
    ['all that may speak of an item', '2020-12', { items: {}, prefixItems: [{}] }, [1], ['', '/items', '/prefixItems/0']],
    ['names', '2020-12', { propertyNames: { minLength: 2 } }, { a: 1 }, ['', '/propertyNames']],
    ['what a reference leads to, and no other definition', '2020-12', { $ref: '#/$defs/a', $defs: { a: {}, b: {} } }, 1, ['', '/$defs/a']],
    ['nothing beside a reference that stands alone', 'draft-07', { $ref: '#/x', not: {}, x: {} }, 1, ['', '/x']],
    ['every alternative and condition', '2020-12', { anyOf: [{}, {}], if: {}, else: {} }, 1, ['', '/anyOf/0', '/anyOf/1', '/else', '/if']],
    [
      'a schema again with a part of itself',
      '2020-12',
      { properties: { a: { $ref: '#' }, b: {} } },
      { a: { b: 1 } },
      ['', '/properties/a', '/properties/b'],
    ],
    ['nobody knows what by a dynamic reference', '2020-12', { $dynamicRef: '#' }, 1, undefined],
  ])('%s (%s)', (_, dialect, schema, document, expected) => {
    expect(reached(schema, document, dialect)).toEqual(expected);
  });
});

describe('ajv answers the same of what is reached alone', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { items: { type: 'integer' } }, b: { not: {} }, c: { $ref: '#/properties/a' } },
    patternProperties: { '^x': { maxLength: 1 } },
    unevaluatedProperties: false,
  };
  const place = readSchema(schema, { dialect: '2020-12' });
  const validBy = (document: Value, about?: Value): boolean | undefined => {
    const compiled = compiledOf(place, false, Infinity, about);
    return typeof compiled === 'string' ? undefined : compiled.validate?.(document);
  };
  it.each<[Value, boolean]>([
    [{ a: [1] }, true],
    [{ a: ['1'] }, false],
    [{ a: [], b: 1 }, false],
    [{ a: [], c: [0.5] }, false],
    [{ a: 1, xy: 'long' }, false],
    [{ a: 1, y: 1 }, false],
    [{ a: 1, x: '' }, true],
    [[], false],
  ])('%j: %s', (document, valid) => {
    expect([validBy(document), validBy(document, document)]).toEqual([valid, valid]);
  });
  it('and what is not reached is not compiled', () => {
    // Another document than the one that was told of shows it: neither the items nor the member are spoken of.
    expect([validBy({ a: ['1'] }, { a: [] }), validBy({ a: [], c: [] }, { a: [] })]).toEqual([true, false]);
  });
});
