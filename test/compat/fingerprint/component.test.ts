import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { api, compareTexts } from '../contracts.ts';

// What is accepted stays accepted when somebody tidies up: a component has a name for those who write the document, and for nobody else.

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const answer = (schema: object): object => ({ responses: { 200: { description: '', ...json(schema) } } });
const ref = (kind: string, name: string): object => ({ $ref: `#/components/${kind}/${name}` });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

interface Version {
  readonly values: readonly string[];
  readonly total: string;
}
const [before, after]: readonly [Version, Version] = [
  { values: ['a', 'b'], total: 'integer' },
  { values: ['a'], total: 'string' },
];

const money = ({ total }: Version): object => object({ amount: { type: total } });
const order = ({ values }: Version, inner: object): object => object({ status: { enum: values }, total: inner });
const page = ({ total }: Version): object => ({ name: 'page', in: 'query', schema: { type: total } });

/** The same API, its components called and cut in several ways. */
const written: Readonly<Record<string, (version: Version) => string>> = {
  'with components': (v) =>
    api(
      { '/orders/{id}': { get: { parameters: [ref('parameters', 'Page')], ...answer(ref('schemas', 'Order')) } } },
      { components: { schemas: { Order: order(v, ref('schemas', 'Money')), Money: money(v) }, parameters: { Page: page(v) } } },
    ),
  'that have other names': (v) =>
    api(
      { '/orders/{id}': { get: { parameters: [ref('parameters', 'P')], ...answer(ref('schemas', 'OrderDto')) } } },
      { components: { schemas: { Amount: money(v), OrderDto: order(v, ref('schemas', 'Amount')) }, parameters: { P: page(v) } } },
    ),
  'some of which are inlined': (v) =>
    api(
      { '/orders/{id}': { get: { parameters: [page(v)], ...answer(order(v, ref('schemas', 'Money'))) } } },
      { components: { schemas: { Money: money(v) } } },
    ),
  'all of which are inlined': (v) => api({ '/orders/{id}': { get: { parameters: [page(v)], ...answer(order(v, money(v))) } } }),
  'of whole answers and paths': (v) =>
    api(
      { '/orders/{id}': ref('pathItems', 'Orders') },
      {
        components: {
          pathItems: { Orders: { get: { parameters: [page(v)], responses: { 200: ref('responses', 'Ok') } } } },
          responses: { Ok: { description: '', ...json(order(v, money(v))) } },
        },
      },
    ),
  'that are references to others': (v) =>
    api(
      { '/orders/{id}': { get: { parameters: [page(v)], ...answer(ref('schemas', 'A')) } } },
      { components: { schemas: { A: ref('schemas', 'B'), B: { allOf: [ref('schemas', 'C')] }, C: order(v, money(v)) } } },
    ),
};

const prints = (findings: readonly Finding[]): string[] => findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();
const compared = (of: (version: Version) => string): string[] => prints(compareTexts(of(before), of(after)).findings);

describe('a fingerprint is the same in an API', () => {
  const expected = compared(written['with components'] ?? (() => ''));
  it('that has three findings', () => expect(expected).toHaveLength(3));
  it.each(Object.entries(written))('%s', (_, of) => expect(compared(of)).toEqual(expected));

  it('whose components are called otherwise in N alone', () => {
    const [a, b] = [written['with components'], written['that have other names']];
    expect(prints(compareTexts(a?.(before) ?? '', b?.(after) ?? '').findings)).toEqual(expected);
  });

  it('whose operations stand in another order, where several share a component', () => {
    const of =
      (paths: readonly string[]): ((version: Version) => string) =>
      (v) =>
        api(Object.fromEntries(paths.map((path) => [path, { get: answer(ref('schemas', 'Order')) }])), {
          components: { schemas: { Order: order(v, money(v)) } },
        });
    expect(compared(of(['/b', '/a', '/c/{id}']))).toEqual(compared(of(['/c/{id}', '/a', '/b'])));
  });

  it('whose component refers to itself', () => {
    const of =
      (name: string): ((version: Version) => string) =>
      (v) =>
        api({ '/a': { get: answer(ref('schemas', name)) } }, { components: { schemas: { [name]: order(v, ref('schemas', name)) } } });
    expect(compared(of('Node'))).toEqual(compared(of('Tree')));
  });
});

describe('a fingerprint does not depend on the order of allOf', () => {
  const parts = (v: Version): Record<string, object> => ({
    A: object({ status: { enum: v.values }, old: { type: 'integer' } }, { maxProperties: v.values.length }),
    B: object({ total: { type: v.total } }, { maxProperties: 9 }),
    C: object(v === after ? { fresh: { type: 'boolean' } } : {}),
  });
  const of =
    (...names: readonly string[]) =>
    (v: Version): string =>
      api(
        {
          '/a': {
            post: { requestBody: json({ allOf: names.map((name) => ref('schemas', name)) }), responses: { 200: { description: '' } } },
          },
        },
        {
          components: { schemas: parts(v) },
        },
      );
  const expected = compared(of('A', 'B', 'C'));
  it('of three findings or more', () => expect(expected.length).toBeGreaterThan(2));
  it.each([[['A', 'C', 'B']], [['B', 'A', 'C']], [['B', 'C', 'A']], [['C', 'A', 'B']], [['C', 'B', 'A']]])('%s', (names) =>
    expect(compared(of(...names))).toEqual(expected),
  );
});

it('two components that change alike are two findings with two fingerprints', () => {
  const of = (v: Version): string =>
    api(
      { '/a': { get: answer({ oneOf: [ref('schemas', 'A'), ref('schemas', 'B')] }) } },
      {
        components: { schemas: { A: order(v, { type: 'string' }), B: object({ status: { enum: v.values }, b: {} }, { required: ['b'] }) } },
      },
    );
  const all = compareTexts(of(before), of(after)).findings.map(({ fingerprint }) => fingerprint);
  expect(all.length).toBeGreaterThan(1);
  expect(new Set(all).size).toBe(all.length);
});

it('of JSON Schema knows no names of definitions', () => {
  const of =
    (name: string) =>
    ({ values }: Version): string =>
      JSON.stringify({ type: 'object', properties: { a: { $ref: `#/$defs/${name}` } }, $defs: { [name]: { enum: values } } });
  const of7 = (name: string): string[] => prints(compareTexts(of(name)(before), of(name)(after), 'json-schema').findings);
  expect(of7('A')).toEqual(of7('B'));
});

describe('a fingerprint knows no names of security schemes', () => {
  const scheme = (more: object = {}): object => ({
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://a.example/token', scopes: { r: '', w: '' } } },
    ...more,
  });
  const of = (name: string, scopes: readonly string[], more: object = {}): string =>
    api(
      { '/a': { get: { responses: { 200: { description: '' } }, security: [{ [name]: scopes }] } } },
      {
        webhooks: { paid: { post: { responses: { 200: { description: '' } }, security: [{ [name]: scopes }] } } },
        components: { securitySchemes: { [name]: { ...scheme(), ...more } } },
      },
    );
  const elsewhere = { flows: { clientCredentials: { tokenUrl: 'https://b.example/token', scopes: { r: '', w: '' } } } };
  const key = { type: 'apiKey', in: 'header', name: 'X-Key', flows: undefined };

  it.each<[string, (name: string) => readonly [string, string]]>([
    ['of more scopes', (name) => [of(name, ['r']), of(name, ['r', 'w'])]],
    ['of tokens from elsewhere', (name) => [of(name, ['r']), of(name, ['r'], elsewhere)]],
    ['of something else that is shown', (name) => [of(name, []), of(name, [], key)]],
  ])('%s', (_, pair) => {
    const [one, other] = ['oauth', 'login'].map((name) => prints(compareTexts(...pair(name)).findings));
    expect(one?.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
  });
});
