import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/compat/document.ts';
import { usageOfDocument } from '../../../src/compat/usage/document.ts';
import { placeConsumers } from '../../../src/compat/usage/place.ts';
import { readUsage } from '../../../src/compat/usage/recorded.ts';
import type { OperationUsage, Use } from '../../../src/compat/usage/usage.ts';
import { DrillError } from '../../../src/core/error.ts';
import { api } from '../contracts.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => parseDocument('api.json', bytes(text));

const order = { type: 'object', properties: { id: { type: 'string' }, lines: { type: 'array', items: { properties: { price: {} } } } } };
const answers = { responses: { 200: { description: '', content: { 'application/json': { schema: order } } } } };
const provider = (server?: string, ...more: string[]) =>
  read(
    api(
      {
        '/orders': { get: { parameters: [{ name: 'limit', in: 'query', schema: {} }], ...answers } },
        '/orders/{id}': { get: answers, delete: { responses: { 204: { description: '' } } } },
        ...Object.fromEntries(more.map((path) => [path, { get: answers }])),
      },
      {
        ...(server === undefined ? {} : { servers: [{ url: server }] }),
        components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
      },
    ),
  );

const placedAmong = (
  uses: readonly Use[],
  old = provider(),
  next = old,
): readonly [ReadonlyMap<string, OperationUsage> | undefined, readonly string[]] => {
  const { consumers, notices } = placeConsumers([{ name: 'shop 1', uses }], old, next);
  return [consumers[0]?.usage, notices];
};
const recorded = (...lines: object[]): readonly Use[] => readUsage('u.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));

describe('a call is found among the operations', () => {
  it.each<[string, string, string, string | undefined, string[]]>([
    ['by its template', 'GET /orders/{number}', 'GET /orders/{}', undefined, []],
    ['as it was called', 'DELETE /orders/17', 'DELETE /orders/{}', undefined, []],
    ['with a slash at its end', 'GET /orders/', 'GET /orders', undefined, []],
    ['with a query', 'GET /orders?limit=1', 'GET /orders', undefined, []],
    ['with what the server puts before it', 'GET /v1/orders/17', 'GET /orders/{}', 'https://a.example/v1', []],
    ['without it', 'GET /orders/17', 'GET /orders/{}', 'https://a.example/v1', []],
    ['by the path that says more', 'GET /orders/mine', 'GET /orders/mine', undefined, ['/orders/mine']],
  ])('%s', (_, operation, key, server, more) => {
    const [usage, notices] = placedAmong(recorded({ operation }), provider(server, ...more));
    expect([[...(usage?.keys() ?? [])], notices]).toEqual([[key], []]);
  });

  it('in either version', () => {
    const [usage] = placedAmong(recorded({ operation: 'GET /orders/mine' }), provider(), provider(undefined, '/orders/mine'));
    expect([...(usage?.keys() ?? [])]).toEqual(['GET /orders/{}', 'GET /orders/mine']);
  });

  it.each<[string, string | undefined, string, string | undefined, string]>([
    ['the consumer’s', 'https://a.example/v1', '/x', undefined, '/v1/x'],
    ['the provider’s', undefined, '/v1/x', 'https://a.example/v1', '/x'],
  ])('by the path of a server, be it %s', (_, mine, called, theirs, path) => {
    const client = read(api({ [called]: { get: answers } }, mine === undefined ? {} : { servers: [{ url: mine }] }));
    expect([...(placedAmong(usageOfDocument(client), provider(theirs, path))[0]?.keys() ?? [])]).toEqual([`GET ${path}`]);
  });
});

describe('a slip rules nothing out', () => {
  it.each<[string, object, string, OperationUsage, string]>([
    [
      'an operation',
      { operation: 'GET /order/{id}' },
      'GET /orders/{}',
      { doubt: 'call' },
      'no operation "GET /order/{id}" is in either version; did you mean "GET /orders/{id}"? (u.ndjson:2:1)',
    ],
    [
      'a prefix that nobody declares',
      { operation: 'GET /gateway/of/the/shop/orders/17' },
      'GET /orders/{}',
      { doubt: 'call' },
      'no operation "GET /gateway/of/the/shop/orders/17" is in either version; did you mean "GET /orders/{id}"? (u.ndjson:2:1)',
    ],
    [
      'a parameter',
      { operation: 'GET /orders', parameters: ['query Limit'] },
      'GET /orders',
      { parameters: new Set(['query Limit']), doubt: 'parts' },
      'GET /orders has no parameter "query Limit" in either version; did you mean "query limit"? (u.ndjson:2:1)',
    ],
    [
      'a member of the answer',
      { operation: 'GET /orders', response: ['lines/prize'] },
      'GET /orders',
      { response: [['lines', 'prize']], doubt: 'parts' },
      'GET /orders has no response member "lines/prize" in either version; did you mean "lines/price"? (u.ndjson:2:1)',
    ],
  ])('%s', (_, line, key, used, notice) => {
    const [usage, notices] = placedAmong(recorded({ operation: 'DELETE /orders/17' }, line));
    expect(usage?.get(key)).toEqual(used);
    expect(notices).toEqual([
      `shop 1: ${notice}`,
      'shop 1: what it is said to use and nobody has may be a slip, so it rules out nothing there',
    ]);
  });

  it.each<[string, object]>([
    ['a key that a scheme asks for', { operation: 'GET /orders', parameters: ['header x-key'] }],
    ['what OpenAPI lets nobody declare', { operation: 'GET /orders', parameters: ['header Accept', 'path id'] }],
    [
      'a member as a whole, of items of any name',
      { operation: 'GET /orders', response: ['lines/*/**', 'lines', '*', '**', 'lines/price/x'] },
    ],
  ])('none: %s', (_, line) => expect(placedAmong(recorded(line))[1]).toEqual([]));

  it.each<[string, readonly Use[], readonly string[]]>([
    ['who names no operation', [], ['shop 1: its contract names no operation; it may use anything, and rules nothing out']],
    [
      'who names none that there is',
      recorded({ operation: 'GET /weather' }),
      [
        'shop 1: no operation "GET /weather" is in either version (u.ndjson:1:1)',
        'shop 1: no operation of this use is in either version; it may use anything, and rules nothing out',
      ],
    ],
  ])('%s may use anything', (_, uses, notices) => expect(placedAmong(uses)).toEqual([undefined, notices]));

  it('tells the first of many', () => {
    const lines = Array.from({ length: 9 }, (_, i) => ({ operation: `GET /weather/${i}/of/places` }));
    const [, notices] = placedAmong(recorded({ operation: 'GET /orders' }, ...lines));
    expect([notices.length, notices[4]]).toEqual([
      6,
      'shop 1: no operation "GET /weather/4/of/places" is in either version (u.ndjson:6:1), and 4 more of the kind',
    ]);
  });
});

describe('a contract of a consumer', () => {
  it.each([['"hello"'], ['[]'], ['{"type":"object"}'], ['{"openapi":"2.5","paths":{}}'], ['{"openapi":"3.1.0","paths":{"/a":{"get":5}}}']])(
    'is an OpenAPI document, and %s is none',
    (text) => expect(() => usageOfDocument(read(text))).toThrow(DrillError),
  );

  it('may be Swagger 2.0', () => {
    const text = JSON.stringify({
      swagger: '2.0',
      info: { title: 'a', version: '1' },
      basePath: '/v1',
      paths: { '/orders': { get: { responses: { 200: { description: '' } } } } },
    });
    expect(usageOfDocument(read(text)).map(({ path, bases }) => [path, bases])).toEqual([['/orders', ['/v1']]]);
  });
});
