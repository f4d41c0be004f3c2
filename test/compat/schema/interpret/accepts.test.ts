/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { describe, expect, it } from 'vitest';
import { accepts } from '../../../../src/compat/schema/interpret/interpret.ts';
import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { Exact, type Value } from '../../../../src/compat/schema/value.ts';

// What the dialects say, keyword by keyword. The official suite (test/real/suite.ts) says the rest.

const splits = (schema: unknown, dialect: Dialect, values: readonly Value[]): { in: Value[]; out: Value[] } => {
  const place = readSchema(schema, { dialect });
  const accepted = values.map((value) => accepts(place, value));
  return { in: values.filter((_, at) => accepted[at]), out: values.filter((_, at) => !accepted[at]) };
};

type Row = [name: string, dialects: Dialect | readonly Dialect[], schema: unknown, valid: Value[], invalid: Value[]];
const old: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07'];
const all: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12', 'openapi-3.0', 'openapi-3.1'];
const big = new Exact('100000000000000000001');

describe('the interpreter', () => {
  it.each<Row>([
    ['takes 1.0 for an integer', all, { type: 'integer' }, [1, 1e300, big], [1.5, '1', new Exact('1.00000000000000000001')]],
    ['knows big integers apart', all, { maximum: new Exact('100000000000000000000') }, [1e20], [big]],
    ['computes in decimals', all, { multipleOf: 1.1 }, [6.6, -1.1, 0], [6.7]],
    ['divides big integers', all, { multipleOf: 3 }, [new Exact('100000000000000000002')], [big]],
    [
      'compares values, not texts',
      all,
      { enum: [{ a: 1, b: 2 }, big] },
      [{ b: 2, a: 1 }, new Exact('1.00000000000000000001e20')],
      [{ a: 1 }, 1e20],
    ],
    ['counts code points', all, { minLength: 2, maxLength: 2 }, ['😀😀', 'ab', 5], ['😀', 'abc']],
    ['finds patterns anywhere', all, { pattern: 'b+' }, ['abc'], ['ac']],
    [
      'speaks of a type alone',
      all,
      { minimum: 1, minLength: 1, minItems: 1, minProperties: 1 },
      [null, 1, 'a', [0], { a: 0 }],
      [0, '', [], {}],
    ],
    ['takes 1 and true, 0 and false apart', all, { enum: [1, false] }, [1, false], [true, 0]],
    [
      'keeps names that every object has apart',
      all,
      { required: ['toString'], properties: { constructor: { type: 'null' } } },
      [{ toString: 1 }],
      [{}, { toString: 1, constructor: 1 }],
    ],
    [
      'looks at __proto__',
      all,
      JSON.parse('{"properties":{"__proto__":{"type":"null"}}}'),
      [JSON.parse('{"__proto__":null}') as Value],
      [JSON.parse('{"__proto__":1}') as Value],
    ],
    [
      'finds equal items',
      all,
      { uniqueItems: true },
      [
        [1, '1', true],
        [{ a: 1 }, { b: 1 }],
      ],
      [
        [1, new Exact('1.0')],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    [
      'knows flags beside limits',
      ['draft-04', 'openapi-3.0'],
      { minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false },
      [2, 3],
      [1, 4],
    ],
    [
      'knows exclusive limits',
      ['draft-06', 'draft-07', '2019-09', '2020-12', 'openapi-3.1'],
      { exclusiveMinimum: 1, exclusiveMaximum: 3 },
      [2],
      [1, 3],
    ],
    ['lets nullable widen the type beside it', 'openapi-3.0', { type: 'string', nullable: true }, ['a', null], [1]],
    ['lets nullable alone be', 'openapi-3.0', { nullable: false }, [null, 1], []],
    ['does not let nullable widen an enum', 'openapi-3.0', { type: 'string', nullable: true, enum: ['a'] }, ['a'], [null, 'b']],
    ['does not know nullable elsewhere', ['draft-07', '2020-12', 'openapi-3.1'], { type: 'string', nullable: true }, ['a'], [null]],
    ['does not know const', ['draft-04', 'openapi-3.0'], { const: 1 }, [1, 2], []],
    ['does not know patternProperties', 'openapi-3.0', { patternProperties: { a: false } }, [{ a: 1 }], []],
    [
      'does not know patternProperties beside additionalProperties',
      'openapi-3.0',
      { patternProperties: { a: {} }, additionalProperties: false },
      [{}],
      [{ a: 1 }],
    ],
    [
      'sees what is unevaluated deeper',
      ['2019-09', '2020-12'],
      { allOf: [{ unevaluatedProperties: true, unevaluatedItems: true }], unevaluatedProperties: false, unevaluatedItems: false },
      [{ a: 1 }, [1]],
      [],
    ],
    [
      'takes all that is contained for evaluated',
      '2020-12',
      { contains: { type: 'null' }, unevaluatedItems: false },
      [[null, null]],
      [[null, 1]],
    ],
    ['does not know if', ['draft-04', 'draft-06', 'openapi-3.0'], { if: true, then: false }, [1], []],
    [
      'ignores what stands beside $ref',
      [...old, 'openapi-3.0'],
      { not: { $ref: '#/x/y', type: 'null' }, x: { y: { type: 'string' } } },
      [null, 1],
      ['a'],
    ],
    [
      'joins what stands beside $ref',
      ['2019-09', '2020-12', 'openapi-3.1'],
      { not: { $ref: '#/x/y', minLength: 2 }, x: { y: { type: 'string' } } },
      ['a', 1],
      ['ab'],
    ],
    [
      'takes a list of items for the first',
      ['draft-04', '2019-09'],
      { items: [{ type: 'null' }], additionalItems: { type: 'string' } },
      [[], [null, 'a']],
      [[1], [null, 1]],
    ],
    [
      'ignores additionalItems beside one schema',
      ['draft-04', '2019-09'],
      { items: { type: 'null' }, additionalItems: false },
      [[null, null]],
      [[1]],
    ],
    [
      'takes prefixItems for the first',
      ['2020-12', 'openapi-3.1'],
      { prefixItems: [{ type: 'null' }], items: { type: 'string' } },
      [[], [null, 'a']],
      [[1], [null, 1]],
    ],
    ['does not know prefixItems', [...old, '2019-09'], { prefixItems: [false] }, [[1]], []],
    [
      'wants one item that is contained',
      ['draft-06', 'draft-07', '2019-09', '2020-12'],
      { contains: { type: 'null' } },
      [[1, null], {}],
      [[], [1]],
    ],
    ['ignores minContains', ['draft-06', 'draft-07'], { contains: { type: 'null' }, minContains: 2 }, [[null]], []],
    [
      'counts what is contained',
      ['2019-09', '2020-12'],
      { contains: { type: 'null' }, minContains: 2, maxContains: 3 },
      [[null, null]],
      [[null], [null, null, null, null]],
    ],
    [
      'lets none be contained',
      ['2019-09', '2020-12'],
      { contains: { type: 'null' }, minContains: 0, maxContains: 1 },
      [[], [null]],
      [[null, null]],
    ],
    [
      'takes dependencies in both shapes',
      [...old, '2019-09', '2020-12'],
      { dependencies: { a: ['b'], c: { maxProperties: 1 } } },
      [{ b: 1 }, { a: 1, b: 1 }, { c: 1 }],
      [{ a: 1 }, { c: 1, d: 1 }],
    ],
    [
      'knows dependentRequired and dependentSchemas',
      ['2019-09', '2020-12'],
      { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { maxProperties: 1 } } },
      [{ a: 1, b: 1 }, { c: 1 }],
      [{ a: 1 }, { c: 1, d: 1 }],
    ],
    ['names by propertyNames', ['draft-06', '2020-12'], { propertyNames: { maxLength: 1 } }, [{ a: 1 }, 'ab'], [{ ab: 1 }]],
    [
      'leaves named and matching members to others',
      all.slice(0, 5),
      { properties: { a: {} }, patternProperties: { '^b': {} }, additionalProperties: { type: 'null' } },
      [{ a: 1, b1: 1, c: null }],
      [{ c: 1 }],
    ],
    ['wants just one of oneOf', all, { oneOf: [{ minimum: 1 }, { maximum: 2 }] }, [0, 3], [1, 2, 'a']],
    [
      'chooses by if',
      ['draft-07', '2019-09', '2020-12'],
      { if: { type: 'string' }, then: { minLength: 1 }, else: { type: 'null' } },
      ['a', null],
      ['', 1],
    ],
    [
      'sees through branches that hold',
      ['2019-09', '2020-12'],
      { anyOf: [{ properties: { a: { type: 'null' } } }, { properties: { b: true }, required: ['b'] }], unevaluatedProperties: false },
      [{ a: null }, { a: null, b: 1 }, { b: 1 }],
      [{ a: 1, b: 1 }, { c: 1 }],
    ],
    [
      'does not see through not',
      ['2019-09', '2020-12'],
      { not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
      [{}],
      [{ a: 1 }],
    ],
    [
      'sees what if evaluates alone',
      ['2019-09', '2020-12'],
      { if: { properties: { a: true } }, unevaluatedProperties: false },
      [{ a: 1 }],
      [{ b: 1 }],
    ],
    [
      'does not see into cousins',
      ['2019-09', '2020-12'],
      { allOf: [{ properties: { a: true } }, { unevaluatedProperties: false }] },
      [{}],
      [{ a: 1 }],
    ],
    [
      'takes what is contained for evaluated',
      ['2020-12', 'openapi-3.1'],
      { contains: { type: 'null' }, unevaluatedItems: { type: 'string' } },
      [[null, 'a']],
      [[null, 1], []],
    ],
    [
      'does not take what is contained for evaluated',
      '2019-09',
      { contains: { type: 'null' }, unevaluatedItems: { type: 'string' } },
      [],
      [[null, 'a'], []],
    ],
    [
      'ends on recursion',
      all,
      { properties: { next: { $ref: '#' } }, required: ['v'] },
      [{ v: 1, next: { v: 2 } }],
      [{ v: 1, next: { v: 2, next: {} } }],
    ],
    ['takes format for an annotation', all, { format: 'date' }, ['no date'], []],
    ['knows true and false', ['draft-06', 'draft-07', '2019-09', '2020-12'], { properties: { a: false, b: true } }, [{ b: 1 }], [{ a: 1 }]],
  ])('%s in %s', (_, dialects, schema, valid, invalid) => {
    for (const dialect of [dialects].flat())
      expect([dialect, splits(schema, dialect, [...valid, ...invalid])]).toEqual([dialect, { in: valid, out: invalid }]);
  });

  it('asserts formats where it is told to', () => {
    expect(accepts(readSchema({ format: 'date' }), '2026-02-30', { formatAssertion: true })).toBe(false);
    expect(accepts(readSchema({ format: 'date' }), '2026-02-28', { formatAssertion: true })).toBe(true);
    expect(accepts(readSchema({ format: 'nobody-knows' }), 'x', { formatAssertion: true })).toBe(true);
  });

  it('finds the outermost schema of a dynamic name', () => {
    const tree = { $id: 'tree', $dynamicAnchor: 'node', properties: { children: { items: { $dynamicRef: '#node' } } } };
    const strict = { $id: 'strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false, $defs: { tree } };
    expect(splits(strict, '2020-12', [{ children: [{}] }, { children: [{ daat: 1 }] }])).toEqual({
      in: [{ children: [{}] }],
      out: [{ children: [{ daat: 1 }] }],
    });
  });

  it('asks the same schema again in another scope', () => {
    const of = (name: string, type: string): object => ({ $id: name, $ref: 'generic', $defs: { it: { $dynamicAnchor: 'it', type } } });
    const generic = { $id: 'generic', $dynamicRef: '#it', $defs: { any: { $dynamicAnchor: 'it' } } };
    const schema = {
      anyOf: [{ $ref: 'texts' }, { $ref: 'numbers' }],
      $defs: { generic, texts: of('texts', 'string'), numbers: of('numbers', 'number') },
    };
    expect(splits(schema, '2020-12', ['a', 1, null])).toEqual({ in: ['a', 1], out: [null] });
  });

  it('understands what its metaschema understands', () => {
    const metaschema = (...names: readonly string[]): object => ({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $vocabulary: Object.fromEntries(names.map((name) => [`https://json-schema.org/draft/2020-12/vocab/${name}`, true])),
    });
    const schemas = {
      'http://m.example/some': metaschema('core', 'applicator'),
      'http://m.example/formats': metaschema('core', 'format-assertion'),
    };
    const some = readSchema({ $schema: 'http://m.example/some', minimum: 1, properties: { a: false } }, { schemas });
    expect([accepts(some, 0), accepts(some, { a: 1 })]).toEqual([true, false]);
    const formats = readSchema({ $schema: 'http://m.example/formats', format: 'date' }, { schemas });
    expect([accepts(formats, '2026-02-28'), accepts(formats, 'x')]).toEqual([true, false]);
  });

  it('finds the outermost recursive anchor', () => {
    const tree = { $id: 'tree', $recursiveAnchor: true, properties: { children: { items: { $recursiveRef: '#' } } } };
    const strict = { $id: 'strict', $recursiveAnchor: true, $ref: 'tree', unevaluatedProperties: false, $defs: { tree } };
    expect(splits(strict, '2019-09', [{ children: [{}] }, { children: [{ daat: 1 }] }])).toEqual({
      in: [{ children: [{}] }],
      out: [{ children: [{ daat: 1 }] }],
    });
  });

  it('reads an embedded schema in its own dialect', () => {
    const schema = { properties: { a: { $id: 'old', $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'null' }] } } };
    expect(splits(schema, '2020-12', [{ a: [null, 1] }, { a: [1] }])).toEqual({ in: [{ a: [null, 1] }], out: [{ a: [1] }] });
  });
});
