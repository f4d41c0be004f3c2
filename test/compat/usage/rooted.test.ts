import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../src/compat/usage/recorded.ts';
import { api, compareTexts } from '../contracts.ts';

// Of a member that stands in an operation itself it is known where it is: what is used of another member is no use of it.

const version = (values: readonly string[], items: object = { type: 'object', properties: { z: { enum: values } } }): string =>
  api({
    '/a': {
      get: {
        responses: {
          200: {
            description: '',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { s: { enum: values }, sub: { type: 'array', items } } },
              },
            },
          },
        },
      },
    },
  });
const severities = (response: readonly string[], items?: object): readonly string[] => {
  const uses = readUsage('use.ndjson', JSON.stringify({ operation: 'GET /a', response }));
  return compareTexts(version(['x'], items), version(['x', 'y'], items), 'openapi', {
    consumers: [{ name: 'shop 1.0.0', uses }],
  }).findings.map(({ severity, where }) => `${severity} ${where?.split(', ').slice(2).join(', ')}`);
};

describe('a member in an operation itself', () => {
  it.each<[string, string[], string[]]>([
    ['is used by name', ['s'], ['error s', 'note sub, each item, z']],
    ['is used with all that holds it', ['sub/**'], ['note s', 'error sub, each item, z']],
    ['is used with the whole', ['**'], ['error s', 'error sub, each item, z']],
    ['is used where what holds it is', ['sub'], ['note s', 'error sub, each item, z']],
    ['is used by its names', ['sub/z'], ['note s', 'error sub, each item, z']],
  ])('%s', (_, response, expected) => {
    expect(severities(response)).toEqual(expected);
  });

  it('may be anywhere where references lead into operations', () => {
    const itself = { $ref: '#/paths/~1a/get/responses/200/content/application~1json/schema' };
    expect(severities(['sub/**'], itself)).toEqual(['error s']);
  });
});

describe('a member of a component', () => {
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const told = (values: readonly string[], root: object, more: (z: object) => object = () => ({})): string => {
    const z = { enum: values };
    const schemas = {
      Order: { type: 'object', properties: { s: z, sub: { type: 'array', items: ref('Line') }, other: ref('Other') } },
      Line: { type: 'object', properties: { z } },
      Other: { type: 'object', properties: { plain: { type: 'string' } } },
      ...more(z),
    };
    const answer = { description: '', content: { 'application/json': { schema: root } } };
    return api({ '/a': { get: { responses: { 200: answer } } } }, { components: { schemas } });
  };
  const weighed = (response: readonly string[], root: object = ref('Order'), more?: (z: object) => object): readonly string[] =>
    compareTexts(told(['x'], root, more), told(['x', 'y'], root, more), 'openapi', {
      consumers: [{ name: 'shop 1.0.0', uses: readUsage('use.ndjson', JSON.stringify({ operation: 'GET /a', response })) }],
    }).findings.map(({ severity, where }) => `${severity} ${where?.split(', ').slice(2).join(', ')}`);

  it.each<[string, string[], string[]]>([
    ['is used by name', ['s'], ['note sub, each item, z', 'error s']],
    ['is used with all that holds it', ['sub/**'], ['error sub, each item, z', 'note s']],
    ['is used with the whole', ['**'], ['error sub, each item, z', 'error s']],
    ['is used where what holds it is', ['sub'], ['error sub, each item, z', 'note s']],
    ['is used by its names', ['sub/z'], ['error sub, each item, z', 'note s']],
    ['is not used with what holds others', ['other/**'], ['note sub, each item, z', 'note s']],
  ])('%s', (_, response, expected) => {
    expect(weighed(response).toSorted()).toEqual(expected.toSorted());
  });

  it('is used wherever one of the ways to it is', () => {
    const root = { type: 'object', properties: { first: ref('Line'), last: ref('Line'), order: ref('Other') } };
    expect(weighed(['last/**'], root)).toEqual(['error first, z']);
    expect(weighed(['order/**'], root)).toEqual(['note first, z']);
  });

  it('may be anywhere in what holds itself', () => {
    const more = (z: object): object => ({ Order: { type: 'object', properties: { s: z, sub: ref('Order') } } });
    expect(weighed(['sub/**'], ref('Order'), more)).toEqual(['error s']);
  });

  it('may be anywhere where a discriminator leads to it', () => {
    const more = (z: object): object => ({
      Order: { type: 'object', properties: { k: { type: 'string' }, s: z, sub: ref('Other') }, discriminator: { propertyName: 'k' } },
    });
    expect(weighed(['sub/**'], ref('Order'), more)).toEqual(['error s']);
  });
});

describe('a member of an API in which there are discriminators', () => {
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });
  const kind = { type: 'string' };
  const pets: Readonly<Record<string, object>> = {
    'is one of several': {
      Pet: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
      Cat: object({ kind, m: kind }, { required: ['kind'] }),
      Dog: object({ kind, b: kind }, { required: ['kind'] }),
    },
    'has heirs': {
      Pet: object({ kind }, { required: ['kind'], discriminator: { propertyName: 'kind' } }),
      Cat: { allOf: [ref('Pet'), object({ m: kind })] },
      Dog: { allOf: [ref('Pet'), object({ b: kind })] },
    },
    'has a mapping': {
      Pet: object({ kind }, { required: ['kind'], discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', dog: 'Dog' } } }),
      Cat: object({ kind, m: kind }),
      Dog: object({ kind, b: kind }),
    },
  };
  const version = (most: number, holder: string, schemas: object): string => {
    const text = { type: 'string', maxLength: most };
    const texts = {
      Money: object({ amount: kind }),
      Transfer: object({ money: ref('Money'), pet: ref('Pet'), cat: ref('Cat'), note: text }, { required: ['money'] }),
    };
    const held = (schemas as Record<string, { properties?: object; allOf?: readonly object[] }>)[holder] ?? {};
    const fresh = held.allOf
      ? { allOf: [...held.allOf, object({ fresh: text })] }
      : { ...held, properties: { ...held.properties, fresh: text } };
    const more = holder === '' ? {} : { [holder]: fresh };
    return api(
      { '/transfers': { post: { requestBody: json(ref('Transfer')), responses: { 204: { description: '' } } } } },
      { components: { schemas: { ...texts, ...schemas, ...more } } },
    );
  };
  const weighed = (request: readonly string[], schemas: object, holder = ''): readonly string[] =>
    compareTexts(version(140, holder, schemas), version(100, holder, schemas), 'openapi', {
      consumers: [{ name: 'app 1', uses: readUsage('u.ndjson', JSON.stringify({ operation: 'POST /transfers', request, response: [] })) }],
    })
      .findings.map(({ severity, where }) => `${severity} ${where?.split(', ').at(-1)}`)
      .toSorted();

  it.each(Object.entries(pets))('is where it is, beside what %s', (_, schemas) => {
    expect(weighed(['money/**'], schemas)).toEqual(['note note']);
    expect(weighed(['note'], schemas)).toEqual(['error note']);
  });

  it.each(Object.entries(pets))('may be anywhere below what %s', (_, schemas) => {
    for (const holder of ['Pet', 'Cat', 'Dog']) {
      const fresh = weighed(['pet/**'], schemas, holder).filter((told) => told.endsWith('fresh'));
      expect(fresh.length).toBeGreaterThan(0);
      expect(new Set(fresh)).toEqual(new Set(['error fresh']));
    }
  });
});

describe('a parameter that stands in a recorded call', () => {
  const version = (...names: string[]): string =>
    api({
      '/a': { get: { parameters: names.map((name) => ({ name, in: 'query', schema: {} })), responses: { 200: { description: '' } } } },
    });
  const lost = (...lines: object[]): readonly string[] =>
    compareTexts(version('q', 'r'), version('r'), 'openapi', {
      consumers: [{ name: 'shop 1.0.0', uses: readUsage('use.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')) }],
    }).findings.map(({ severity, use }) => `${severity} ${use?.state}`);

  it.each<[string, object[], string[]]>([
    ['is used', [{ operation: 'GET /a?q=1' }], ['error seen']],
    ['is used where the list names others', [{ operation: 'GET /a?q=1', parameters: ['query r'] }], ['error seen']],
    [
      'is used where another call names others',
      [{ operation: 'GET /a?q=1' }, { operation: 'GET /a', parameters: ['query r'] }],
      ['error seen'],
    ],
    ['and was listed in another call is used', [{ operation: 'GET /a' }, { operation: 'GET /a', parameters: ['query q'] }], ['error seen']],
    ['says nothing of those that do not', [{ operation: 'GET /a?r=1' }], ['warning unknown']],
    ['and in a list of all rules out those that do not', [{ operation: 'GET /a?r=1', parameters: [] }], ['note ruled-out']],
  ])('%s', (_, lines, expected) => {
    expect(lost(...lines)).toEqual(expected);
  });
});
