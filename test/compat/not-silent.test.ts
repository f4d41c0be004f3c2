import { describe, expect, it } from 'vitest';
import { api, around, compareTexts } from './contracts.ts';

// Differences that lie beside what a comparison looks at first. Each breaks somebody or is not decided: none is passed over.

const text = { type: 'string' };
const whole = { type: 'integer' };
const having = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
const either = [having({ b: text }, { required: ['b'] }), having({ c: text }, { required: ['c'] })];
const a = having({ x: whole }, { title: 'A' });
const b = having({ y: whole }, { title: 'B' });

/** Rollout and rollback of two texts. */
const cellsOf = (old: string, next: string, format: 'openapi' | 'json-schema' = 'openapi'): string => {
  const { rollout, rollback } = compareTexts(old, next, format).cells;
  return `${rollout.state}, ${rollback.state}`;
};

describe('a change of a request is told', () => {
  it.each<[string, object, object, string]>([
    [
      'of the members that nobody names',
      having({ a: text }, { additionalProperties: text }),
      having({ a: text }, { additionalProperties: whole }),
      'breaks, breaks-if-used',
    ],
    [
      'when the members that nobody names are refused',
      having({ a: text }, { additionalProperties: text }),
      having({ a: text }, { additionalProperties: false }),
      'breaks, holds',
    ],
    ['when a member is refused', having({ a: text }), having({ a: false }), 'breaks, holds'],
    [
      'of a member that a branch named beside those of the whole',
      having({ k: text }, { oneOf: either }),
      having({ k: text, b: { type: 'boolean' }, c: text }),
      'breaks, breaks-if-used',
    ],
    [
      'of a member that a branch of any named beside those of the whole',
      having({ k: text }, { anyOf: either }),
      having({ k: text, b: { type: 'boolean' }, c: text }),
      'breaks, breaks-if-used',
    ],
    [
      'when the whole is closed that had branches with members',
      having({ k: text }, { oneOf: either }),
      having({ k: text }, { additionalProperties: false }),
      'breaks, breaks-if-used',
    ],
    [
      'when the whole is closed that had any of some branches with members',
      having({ k: text }, { anyOf: either }),
      having({ k: text }, { additionalProperties: false }),
      'breaks, breaks-if-used',
    ],
    [
      'when exactly one branch may hold, beside a note inside a branch',
      { anyOf: [a, b] },
      { oneOf: [having({ x: whole, z: whole }, { title: 'A' }), b] },
      'breaks, breaks-if-used',
    ],
    [
      'of what depends on a member whose name begins like an extension',
      having({}, { dependentRequired: { 'x-foo': ['a'] } }),
      having({}, { dependentRequired: { 'x-foo': ['b'] } }),
      'breaks, breaks-if-used',
    ],
    [
      'of what depends on a member that is called like an annotation',
      having({}, { dependentRequired: { title: ['a'] } }),
      having({}, { dependentRequired: { title: ['b'] } }),
      'breaks, breaks-if-used',
    ],
  ])('%s', (_, old, next, expected) => {
    expect(cellsOf(around('request', old), around('request', next))).toBe(expected);
  });
});

it('the members that nobody names are refused in an answer: only a reader of N minds', () => {
  const [old, next] = [text, false].map((additionalProperties) => around('response', having({ a: text }, { additionalProperties })));
  expect(cellsOf(old ?? '', next ?? '')).toBe('holds, breaks');
});

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const event = { post: { requestBody: json({ $ref: '#/components/schemas/E' }), responses: { 200: { description: '' } } } };
const upload = {
  'multipart/form-data': { schema: having({ f: text }), encoding: { f: { headers: { 'X-A': { $ref: '#/components/headers/H' } } } } },
};
const components = (type: string): object => ({
  components: { schemas: { E: { type } }, headers: { H: { required: true, schema: { type } } } },
});
const pair = (of: (type: string) => string): [string, string] => [of('string'), of('integer')];
const served = (url: string): string => api({ '/a': { servers: [{ url }], get: { responses: { 200: { description: '' } } } } });
const pets = (lives: string, mapping: object): string =>
  api(
    { '/a': { get: { responses: { 200: { description: '', ...json({ $ref: '#/components/schemas/Pet' }) } } } } },
    {
      components: {
        schemas: {
          Pet: having({ t: text }, { required: ['t'], discriminator: { propertyName: 't', ...mapping } }),
          Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, having({ lives: { type: lives } }, { required: ['lives'] })] },
        },
      },
    },
  );
const tuple = (item: object, jsonSchemaDialect: string): string =>
  api({ '/a': { get: { responses: { 200: { description: '', ...json({ type: 'array', items: [item] }) } } } } }, { jsonSchemaDialect });
const draft07 = 'http://json-schema.org/draft-07/schema#';

const operation = (more: object, rest: object = {}): string =>
  api({ '/a': { get: { responses: { 200: { description: '' } }, ...more } } }, rest);

describe('a change beside the schemas is not decided', () => {
  it.each<[string, string, string]>([['in a dialect that is not understood', ...pair((type) => tuple({ type }, draft07))]])(
    '%s',
    (_, old, next) => {
      expect(cellsOf(old, next)).toBe('unknown, unknown');
      expect(cellsOf(old, old)).toBe('holds, holds');
    },
  );
});

it.each<[string, object]>([
  ['that a discriminator maps to', { mapping: { cat: '#/components/schemas/Cat' } }],
  ['that is built on one with a discriminator', {}],
])('a change of a schema %s breaks who reads it', (_, mapping) => {
  expect(cellsOf(pets('string', mapping), pets('integer', mapping))).toBe('breaks, breaks');
});

it('a header of a part that is uploaded is compared', () => {
  const uploading = (type: string): string => operation({ requestBody: { content: upload } }, components(type));
  expect(cellsOf(uploading('string'), uploading('integer'))).toBe('breaks, holds');
});

describe('a change around an operation is told', () => {
  it.each<[string, string, string, string]>([
    ['of security that was optional', operation({ security: [{}] }), operation({ security: [{ 'x-api-key': [] }] }), 'breaks, holds'],
    [
      'of the scheme of security',
      operation({ security: [{ 'x-a': [] }] }),
      operation({ security: [{ 'x-b': [] }] }),
      'breaks, breaks-if-used',
    ],
    [
      'of the default of a variable of a server',
      operation({ servers: [{ url: '{v}', variables: { v: { default: '1' } } }] }),
      operation({ servers: [{ url: '{v}', variables: { v: { default: '2' } } }] }),
      'breaks-if-used, breaks-if-used',
    ],
    [
      'of what a callback refers to',
      operation({ callbacks: { ev: { '{$request.body#/url}': event } } }, components('string')),
      operation({ callbacks: { ev: { '{$request.body#/url}': event } } }, components('integer')),
      'breaks, breaks',
    ],
    [
      'of what a webhook refers to',
      operation({}, { webhooks: { title: event }, ...components('string') }),
      operation({}, { webhooks: { title: event }, ...components('integer') }),
      'breaks, breaks',
    ],
    ['of the servers of a path', served('/v1'), served('/v2'), 'breaks, breaks-if-used'],
  ])('%s', (_, old, next, expected) => {
    expect(cellsOf(old, next)).toBe(expected);
    expect(cellsOf(old, old)).toBe('holds, holds');
  });
});

it.each<[string, object, object]>([
  ['that is all that differs', { ...text, format: 'x-phone' }, { ...text, format: 'x-fax' }],
  ['of a member', having({ a: { ...text, format: 'x-phone' } }), having({ a: text })],
])('a format that nobody knows is not decided, %s', (_, old, next) => {
  expect(cellsOf(around('request', old), around('request', next))).toBe('unknown, unknown');
});

it('a format of numbers demands nothing', () => {
  const of = (format: string): string => around('request', { type: 'number', format });
  expect(cellsOf(of('float'), of('double'))).toBe('holds, holds');
});

describe('the name of a media type', () => {
  const answer = (...names: readonly string[]): string =>
    operation({ responses: { 200: { description: '', content: Object.fromEntries(names.map((name) => [name, { schema: text }])) } } });
  it.each<[string, string, string, string]>([
    [
      'means the same in upper case and with a charset',
      answer('application/json'),
      answer('Application/JSON; charset=utf-8'),
      'holds, holds',
    ],
    ['means another with another parameter', answer('application/json'), answer('application/json; version=2'), 'breaks, breaks'],
    ['may stand twice, with a charset and without', answer('a/b', 'a/b;charset=utf-8'), answer('a/b', 'a/b;charset=utf-8'), 'holds, holds'],
  ])('%s', (_, old, next, expected) => {
    expect(cellsOf(old, next)).toBe(expected);
  });
});

describe('numbers that are the same double', () => {
  const atMost = (number: string, more = ''): string => `{"properties":{"a":{"type":"integer","maximum":${number}}${more}}}`;
  it.each<[string, string, string, string]>([
    ['are not taken for the same number', atMost('9223372036854775807'), atMost('9223372036854775806'), 'breaks, holds'],
    ['nor where they are written in YAML', 'maximum: 9223372036854775807\n', 'maximum: 9223372036854775806\n', 'breaks, holds'],
    ['nor with digits behind the point', '{"maximum":0.1}', '{"maximum":0.10000000000000000001}', 'holds, breaks-if-used'],
    ['nor where one of them is a double', atMost('9007199254740992'), atMost('9007199254740993'), 'holds, breaks-if-used'],
    ['nor at another place', '{"maximum":9223372036854775807}', '{"allOf":[{"maximum":9223372036854775806}]}', 'breaks, holds'],
    ['are the same where the text is', atMost('9223372036854775807'), atMost('9223372036854775807', ',"b":{}'), 'holds, breaks-if-used'],
  ])('%s', (_, old, next, expected) => {
    expect(cellsOf(old, next, 'json-schema')).toBe(expected);
  });
});

describe('a pattern that backtracks without end', () => {
  it('on the name of a member does not hang, and is decided', () => {
    const name = `${'a'.repeat(60)}!`;
    const schema = (pattern: string, maxLength: number): string =>
      JSON.stringify({ properties: { [name]: { type: 'string' } }, patternProperties: { [pattern]: { maxLength } } });
    expect(cellsOf(schema('^(a+)+$', 3), schema('^(a+)+$', 2), 'json-schema')).toBe('breaks, holds');
  });
});
