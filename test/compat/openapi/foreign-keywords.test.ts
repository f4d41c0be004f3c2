import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

// Keywords of another dialect: some tools honour them, by the letter they say nothing. Where they differ nobody knows.

const of = (openapi: string, schema: object): string =>
  JSON.stringify({
    openapi,
    info: { title: 'a', version: '1' },
    paths: {
      '/a': {
        post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 200: { description: '' } } },
      },
    },
  });
const judged = (old: string, next: string): string[] =>
  compareTexts(old, next).findings.map((finding) => `${judgementOf(finding)} | ${finding.what}`);
const open = (keyword: string): string[] => [
  `warning compat/not-decided rollout unknown, rollback unknown | POST /a, request body (application/json): the keyword ${keyword} differs and is not understood`,
];
const members = { type: 'object', properties: { a: { type: 'string' } } };

describe('a keyword that OpenAPI 3.0 does not have', () => {
  it.each<[string, object]>([
    ['const', { type: 'string', const: 'a' }],
    ['contains', { type: 'array', items: {}, contains: { type: 'string' } }],
    ['prefixItems', { type: 'array', items: {}, prefixItems: [{ type: 'string' }] }],
    ['propertyNames', { ...members, propertyNames: { maxLength: 3 } }],
    ['dependentRequired', { ...members, dependentRequired: { a: ['b'] } }],
    ['patternProperties', { ...members, patternProperties: { '^x': { type: 'string' } } }],
    ['if', { ...members, if: { required: ['a'] }, else: { required: ['b'] } }],
    ['dependencies', { ...members, dependencies: { a: ['b'] } }],
    ['id', { ...members, id: 'https://example.com/a' }],
    ['$id', { ...members, $id: 'https://example.com/a' }],
    ['$dynamicRef', { ...members, $dynamicRef: '#a' }],
    ['required', { type: 'string', required: true }],
  ])('is not decided where it comes or goes: %s', (keyword, schema) => {
    const without = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword && name !== 'else'));
    const [old, next] = [of('3.0.3', without), of('3.0.3', schema)];
    expect(judged(old, next)).toEqual(open(keyword));
    expect(judged(next, old)).toEqual(open(keyword));
    expect(judged(next, of('3.0.3', { ...schema, description: 'words' }))).toEqual([]);
  });

  it('is not decided where another part of it changes', () => {
    const [old, next] = ['b', 'c'].map((name) => of('3.0.3', { ...members, if: { required: ['a'] }, else: { required: [name] } }));
    expect(judged(old ?? '', next ?? '')).toEqual(open('if'));
  });

  it('is none where it stands beside a reference, which makes it void', () => {
    const paths = (schema: object): string => {
      const text = JSON.parse(of('3.0.3', schema)) as object;
      return JSON.stringify({ ...text, components: { schemas: { A: members } } });
    };
    const ref = { $ref: '#/components/schemas/A' };
    expect(judged(paths(ref), paths({ ...ref, const: 1 }))).toEqual([]);
  });
});

describe('a keyword that the dialect does not have, below what is asked as a whole', () => {
  const text = { type: 'string' };
  const holding = (schema: object): object => ({ type: 'object', properties: { a: schema } });
  it.each<[string, (schema: object) => object]>([
    ['in a branch of anyOf', (schema) => ({ anyOf: [schema, { type: 'integer' }] })],
    ['in a member of a branch', (schema) => ({ anyOf: [holding(schema), { type: 'integer' }] })],
    ['in a branch of oneOf', (schema) => ({ oneOf: [{ type: 'integer' }, holding(schema)] })],
    ['in anyOf in anyOf', (schema) => ({ anyOf: [{ anyOf: [schema, { type: 'boolean' }] }, { type: 'integer' }] })],
    ['in allOf in a branch', (schema) => ({ anyOf: [{ allOf: [schema] }, { type: 'integer' }] })],
    ['in not', (schema) => ({ type: 'object', not: { ...holding(schema), required: ['a'] } })],
    [
      'beside other alternatives that nothing pairs',
      (schema) => ({
        anyOf: [
          { ...text, maxLength: 3 },
          { minLength: 5, ...schema },
        ],
      }),
    ],
  ])('is not decided where it comes or goes: %s', (_, around) => {
    for (const [keyword, value] of Object.entries({ const: 'x', foo: 1, $dynamicRef: '#x' })) {
      const [old, next] = [of('3.0.3', around(text)), of('3.0.3', around({ ...text, [keyword]: value }))];
      expect(judged(old, next)).toHaveLength(1);
      expect(judged(old, next).join()).toContain(`the keyword ${keyword} differs and is not understood`);
      expect(judged(next, old)).toHaveLength(1);
    }
  });

  it.each<[string, (a: object, b: object) => object]>([
    ['in a branch', (a, b) => ({ anyOf: [{ type: 'object', properties: { a, b } }, { type: 'integer' }] })],
    ['where nothing is chosen', (a, b) => ({ type: 'object', properties: { a, b } })],
    ['in not', (a, b) => ({ type: 'object', not: { type: 'object', properties: { a, b }, required: ['a', 'b'] } })],
  ])('is not decided where it moves from one member to another: %s', (_, around) => {
    for (const more of [{ const: 'x' }, { foo: 1 }, { required: true }, { format: 'foo' }]) {
      const [old, next] = [of('3.0.3', around({ ...text, ...more }, text)), of('3.0.3', around(text, { ...text, ...more }))];
      expect(judged(old, next).join()).toContain('compat/not-decided rollout unknown');
      expect(judged(next, old).join()).toContain('compat/not-decided rollout unknown');
    }
  });

  it.each([{ const: 'x' }, { foo: 1 }, { required: true }, { format: 'foo' }])(
    'is none where alternatives are nested otherwise: %j',
    (more) => {
      const part = { type: 'object', properties: { a: { ...text, ...more } } };
      const other = { type: 'integer' };
      const [old, next] = [{ anyOf: [part, other] }, { anyOf: [{ anyOf: [part] }, { allOf: [other] }] }];
      expect(judged(of('3.0.3', old), of('3.0.3', next))).toEqual([]);
    },
  );

  it('is the same in another order, and no matter of alternatives that merely come', () => {
    const [one, two, three] = [
      { ...text, foo: 1 },
      { type: 'integer', foo: 2 },
      { type: 'boolean', foo: 3 },
    ];
    expect(judged(of('3.0.3', { anyOf: [one, two] }), of('3.0.3', { anyOf: [two, one] }))).toEqual([]);
    expect(judged(of('3.0.3', { anyOf: [one, two] }), of('3.0.3', { anyOf: [one, two, three] })).join()).not.toContain('understood');
  });

  it('is not decided in conditions of 3.1', () => {
    const around = (schema: object): string => of('3.1.0', { ...members, if: { required: ['a'] }, else: schema });
    expect(judged(around(members), around({ ...members, foo: 1 }))).toEqual(open('foo'));
  });

  it('is a name that the dialect does not have', () => {
    expect(judged(of('3.1.0', text), of('3.1.0', { ...text, id: 'a' }))).toEqual(open('id'));
    expect(judged(of('3.1.0', text), of('3.1.0', { ...text, $id: 'https://example.com/a' }))).toEqual([]);
    expect(
      judged(of('3.1.0', { ...members }), of('3.1.0', { ...members, properties: { ...members.properties, id: text } })).join(),
    ).toContain('the property id is new');
  });

  it('is no reference where the dialect has none of its name', () => {
    expect(judged(of('3.1.0', text), of('3.1.0', { ...text, $recursiveRef: '#' }))).toEqual(open('$recursiveRef'));
  });
});

describe('nullable in OpenAPI 3.1', () => {
  const text = { type: 'string' };
  it.each<[string, object, object, string[]]>([
    ['is not decided where it comes', text, { ...text, nullable: true }, open('nullable')],
    ['is not decided where it goes', { ...text, nullable: true }, text, open('nullable')],
    ['is no change where it says no', text, { ...text, nullable: false }, []],
    ['is no change on both sides', { ...text, nullable: true }, { nullable: true, ...text }, []],
  ])('%s', (_, old, next, expected) => {
    expect(judged(of('3.1.0', old), of('3.1.0', next))).toEqual(expected);
  });

  it('is no noise between 3.0 and 3.1', () => {
    expect(judged(of('3.0.3', { ...text, nullable: true }), of('3.1.0', { type: ['string', 'null'] }))).toEqual([]);
  });
});

describe('a keyword that is not understood', () => {
  it.each([null, 1, 'a'])('is told also where the other side has no schema at all: %j', (value) => {
    const [old, next] = [of('3.0.3', { allOf: [value] }), of('3.0.3', { allOf: [{ $dynamicRef: '#a' }] })];
    for (const found of [judged(old, next), judged(next, old)]) expect(found.join()).toContain('rollout unknown');
  });
});
