import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf } from '../contracts.ts';

// Another way of saying the same is no finding, in either direction, in a request or a response, in 3.0 or 3.1.

const text = { type: 'string' };
const whole = { type: 'integer' };
const a = { a: text };
const b = { b: whole };
const having = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const list = (items: object): object => ({ type: 'array', items });
const flat = having({ ...a, ...b }, { required: ['a'] });
const cat = having({ kind: { enum: ['cat'] }, lives: whole }, { required: ['kind'] });
const dog = having({ kind: { enum: ['dog'] }, bark: text }, { required: ['kind'] });

const written = (openapi: string, schema: object, schemas: object, more: object = {}): string => {
  const content = { 'application/json': { schema } };
  return JSON.stringify({
    openapi,
    info: { title: 'a', version: '1' },
    paths: { '/a': { post: { requestBody: { content }, responses: { 200: { description: '', content } } } } },
    components: { schemas },
    ...more,
  });
};

type Rewrite = readonly [name: string, old: object, next: object, oldSchemas?: object, nextSchemas?: object];
type Full = readonly [name: string, old: object, next: object, oldSchemas: object, nextSchemas: object];
const full = ([name, old, next, oldSchemas = {}, nextSchemas = {}]: Rewrite): Full => [name, old, next, oldSchemas, nextSchemas];

const rewrites: readonly Rewrite[] = [
  ['a member moved into allOf', flat, { allOf: [having(a), having(b)], required: ['a'] }],
  ['what is required moved into allOf', flat, { allOf: [having({ ...a, ...b }), { required: ['a'] }] }],
  ['everything moved into allOf', flat, { allOf: [flat] }],
  ['allOf of allOf', flat, { allOf: [{ allOf: [having(a, { required: ['a'] })] }, { allOf: [having(b)] }] }],
  ['allOf in another order', { allOf: [having(a), having(b)] }, { allOf: [having(b), having(a)] }],
  ['the same twice in allOf', flat, { allOf: [flat, flat] }],
  ['a type repeated in allOf', having(a), { type: 'object', allOf: [having(a)] }],
  ['one of one', flat, { oneOf: [flat] }],
  ['any of one', flat, { anyOf: [flat] }],
  ['any of the same', flat, { anyOf: [flat, flat] }],
  ['one of one list', list(flat), { oneOf: [list(flat)] }],
  ['any of one list, in allOf', list(flat), { allOf: [{ anyOf: [list(flat)] }] }],
  ['one of one list of lists', list(list(flat)), { oneOf: [list({ oneOf: [list(flat)] })] }],
  ['a list in a member, as one of one', having({ a: list(flat) }), having({ a: { anyOf: [list(flat)] } })],
  ['a list among alternatives that lie deeper', { anyOf: [list(flat), text] }, { anyOf: [{ oneOf: [list(flat)] }, text] }],
  ['any of it and less', flat, { anyOf: [flat, having({ ...a, ...b }, { required: ['a', 'b'] })] }],
  ['branches in another order', { oneOf: [cat, dog] }, { oneOf: [dog, cat] }],
  ['oneOf that is anyOf, where no value is two', { oneOf: [cat, dog] }, { anyOf: [cat, dog] }],
  ['alternatives of alternatives', { anyOf: [cat, dog, text] }, { anyOf: [{ anyOf: [cat, dog] }, text] }],
  ['values as alternatives', { enum: ['x', 'y'] }, { anyOf: [{ enum: ['x'] }, { enum: ['y'] }] }],
  ['values in another order', { type: 'string', enum: ['x', 'y'] }, { type: 'string', enum: ['y', 'x'] }],
  ['what is common taken out of branches', { oneOf: [cat, dog] }, { type: 'object', required: ['kind'], oneOf: [cat, dog] }],
  ['a reference inlined', having({ a: ref('T') }), having(a), { T: text }, { T: text }],
  ['a reference inlined whose component is gone', having({ a: ref('T') }), having(a), { T: text }, {}],
  ['the whole extracted', flat, ref('Flat'), {}, { Flat: flat }],
  ['a reference of a reference', having({ a: ref('T') }), having({ a: ref('S') }), { T: text }, { S: ref('T'), T: text }],
  ['a component renamed', having({ a: ref('T') }), having({ a: ref('Text') }), { T: text }, { Text: text }],
  [
    'a component renamed that refers to itself',
    ref('Tree'),
    ref('Node'),
    { Tree: having({ ...a, children: { type: 'array', items: ref('Tree') } }) },
    { Node: having({ ...a, children: { type: 'array', items: ref('Node') } }) },
  ],
  [
    'a circle that is one turn longer',
    ref('A'),
    ref('A'),
    { A: having({ next: ref('A') }) },
    { A: having({ next: ref('B') }), B: having({ next: ref('A') }) },
  ],
  ['a reference in allOf', having({ t: ref('T') }), having({ t: { allOf: [ref('T')] } }), { T: flat }, { T: flat }],
  ['a base taken out', flat, { allOf: [ref('Base'), having(b)] }, {}, { Base: having(a, { required: ['a'] }) }],
  ['members in another order', flat, { required: ['a'], properties: { ...b, ...a }, type: 'object' }],
  ['what is required in another order', having({ ...a, ...b }, { required: ['a', 'b'] }), having({ ...a, ...b }, { required: ['b', 'a'] })],
  [
    'words',
    flat,
    { ...flat, title: 'Flat', description: 'words', externalDocs: { url: 'https://example.com' }, 'x-order': 1, example: { a: 'x' } },
  ],
  ['no component that nobody uses', flat, flat, { Other: text }, {}],
  ['a component that nobody uses, changed', flat, flat, { Other: text }, { Other: whole }],
  ['additionalProperties that are true', flat, { ...flat, additionalProperties: true }],
  ['additionalProperties that are anything', flat, { ...flat, additionalProperties: {} }],
  ['limits that say nothing', text, { ...text, minLength: 0 }],
  ['items that are anything', { type: 'array' }, { type: 'array', items: {} }],
  [
    'bounds taken apart',
    { ...whole, minimum: 1, maximum: 9 },
    {
      allOf: [
        { ...whole, minimum: 1 },
        { ...whole, maximum: 9 },
      ],
    },
  ],
];

describe.each(['3.0.3', '3.1.0'])('in OpenAPI %s there is no finding for', (version) => {
  it.each(rewrites.map(full))('%s', (_, old, next, oldSchemas, nextSchemas) => {
    const [before, after] = [written(version, old, oldSchemas), written(version, next, nextSchemas)];
    expect(compareTexts(before, after).findings.map(judgementOf)).toEqual([]);
    expect(compareTexts(after, before).findings.map(judgementOf)).toEqual([]);
  });
});

describe('from 3.0 to 3.1 there is no finding for', () => {
  const moves: readonly Rewrite[] = [
    ...rewrites,
    ['nullable, and null', { ...text, nullable: true }, { type: ['string', 'null'] }],
    ['nullable, and null in anyOf', { ...text, nullable: true }, { anyOf: [text, { type: 'null' }] }],
    ['nullable false', { ...text, nullable: false }, text],
    ['values or null', { ...text, nullable: true, enum: ['x', null] }, { type: ['string', 'null'], enum: ['x', null] }],
    ['a bound that is excluded', { ...whole, minimum: 1, exclusiveMinimum: true }, { ...whole, exclusiveMinimum: 1 }],
    ['a bound above that is excluded', { type: 'number', maximum: 9, exclusiveMaximum: true }, { type: 'number', exclusiveMaximum: 9 }],
    ['a bound that is not excluded', { ...whole, minimum: 1, exclusiveMinimum: false }, { ...whole, minimum: 1 }],
    ['an example, and examples', { ...text, example: 'x' }, { ...text, examples: ['x'] }],
    ['one value, and const', { ...text, enum: ['x'] }, { ...text, const: 'x' }],
    ['one type, and a list of it', text, { type: ['string'] }],
    [
      'what stands beside a reference',
      { $ref: '#/components/schemas/T', description: 'void' },
      { $ref: '#/components/schemas/T', description: 'words' },
      { T: text },
      { T: text },
    ],
    ['octets, and a media type', { ...text, format: 'binary' }, { ...text, contentMediaType: 'application/octet-stream' }],
    ['octets in base64', { ...text, format: 'byte' }, { ...text, contentEncoding: 'base64' }],
    ['a reference that may be null', { allOf: [ref('T')], nullable: false }, ref('T'), { T: flat }, { T: flat }],
  ];
  it.each(moves.map(full))('%s', (_, old, next, oldSchemas, nextSchemas) => {
    const [before, after] = [written('3.0.3', old, oldSchemas), written('3.1.0', next, nextSchemas)];
    expect(compareTexts(before, after).findings.map(judgementOf)).toEqual([]);
    expect(compareTexts(after, before).findings.map(judgementOf)).toEqual([]);
  });

  it('but for what is really another', () => {
    const [before, after] = [written('3.0.3', { ...text, nullable: true }, {}), written('3.1.0', text, {})];
    expect(compareTexts(before, after).findings.map(judgementOf).sort()).toEqual([
      'error compat/request-nullable-narrowed rollout breaks, rollback holds',
      'error compat/response-nullable-narrowed rollout holds, rollback breaks',
    ]);
  });
});

it('another encoding of octets is not passed over', () => {
  const encoded = (contentEncoding: string): string => written('3.1.0', { ...text, contentEncoding }, {});
  const judged = (from: string, to: string): string[] => compareTexts(encoded(from), encoded(to)).findings.map(judgementOf).sort();
  expect(judged('base32', 'base16')).toEqual([
    'warning compat/not-decided rollout unknown, rollback unknown',
    'warning compat/not-decided rollout unknown, rollback unknown',
  ]);
  expect(judged('base64', 'base32')).toContain('warning compat/not-decided rollout unknown, rollback unknown');
});

describe('additionalProperties', () => {
  const of = (additionalProperties?: unknown): object => ({
    ...flat,
    ...(additionalProperties === undefined ? {} : { additionalProperties }),
  });
  const request = (schema: object): string =>
    written(
      '3.1.0',
      schema,
      {},
      {
        paths: {
          '/a': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 200: { description: '' } } } },
        },
      },
    );
  const rollouts = (old: object, next: object): string => {
    const { cells } = compareTexts(request(old), request(next));
    return `${cells.rollout.state}, ${cells.rollback.state}`;
  };
  it.each<[string, object, object, string]>([
    // Who names the members that it sends sends no others.
    ['that are refused now', of(), of(false), 'holds, holds'],
    ['that were refused', of(false), of(), 'holds, holds'],
    // Who says that others may stand there means some to be sent.
    ['that were refused and may stand there by its words', of(false), of(true), 'holds, breaks-if-used'],
    ['that might stand there by its words and are refused', of(true), of(false), 'breaks, holds'],
    ['of any kind, of a map', having({}), having({}, { additionalProperties: text }), 'breaks, holds'],
    ['of a map, of another kind', of(text), of(whole), 'breaks, breaks-if-used'],
    ['of a map, refused now', of(text), of(false), 'breaks, holds'],
    ['refused, of a map now', of(false), of(text), 'holds, breaks-if-used'],
    [
      'refused, where a member comes',
      of(false),
      { ...having({ ...a, ...b, c: text }, { required: ['a'] }), additionalProperties: false },
      'holds, breaks-if-used',
    ],
    [
      'refused, where a member goes',
      { ...having({ ...a, ...b, c: text }, { required: ['a'] }), additionalProperties: false },
      of(false),
      'breaks, holds',
    ],
  ])('%s', (_, old, next, expected) => {
    expect(rollouts(old, next)).toBe(expected);
  });
});
