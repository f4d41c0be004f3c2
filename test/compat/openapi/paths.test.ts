import { describe, expect, it } from 'vitest';
import { compareTexts } from '../contracts.ts';
import { done, told, whole } from './told.ts';

const at = (name: string, type = 'string'): object => ({ name, in: 'path', required: true, schema: { type } });
const get = (...parameters: object[]): object => ({ get: done({ parameters }) });
const paths = (items: object, more: object = {}): object => ({ paths: items, ...more });

describe('operations are matched by the template of their path', () => {
  it.each<[string, object, object]>([
    ['the name of a parameter', paths({ '/a/{id}': get(at('id')) }), paths({ '/a/{key}': get(at('key')) })],
    ['how a path is encoded', paths({ '/a b/{id}/~ü': get(at('id')) }), paths({ '/a%20b/{id}/%7e%c3%bc': get(at('id')) })],
    [
      'the names of several parameters of one segment',
      paths({ '/{name}.{format}': get(at('name'), at('format')) }),
      paths({ '/{a}.{b}': get(at('a'), at('b')) }),
    ],
    [
      'parameters that change their names with each other',
      paths({ '/{a}/{b}': get(at('a'), at('b', 'integer')) }),
      paths({ '/{b}/{a}': get(at('b'), at('a', 'integer')) }),
    ],
    [
      'two templates of one shape that stay as they are, for two methods or for one',
      paths({ '/a/{id}': get(at('id')), '/a/{key}': { put: done({ parameters: [at('key')] }), ...get(at('key', 'integer')) } }),
      paths({ '/a/{key}': { put: done({ parameters: [at('key')] }), ...get(at('key', 'integer')) }, '/a/{id}': get(at('id')) }),
    ],
    [
      'a prefix that moves from the server to the path',
      paths({ '/orders': get() }, { servers: [{ url: 'https://api.example.com/v1' }] }),
      paths({ '/v1/orders': get() }, { servers: [{ url: 'https://api.example.com/' }] }),
    ],
    [
      'a prefix with a parameter that moves from the path to the server of one operation',
      paths({ '/v1/orders/{id}': get(at('id')), '/health': get() }),
      paths({ '/orders/{key}': { ...get(at('key')), servers: [{ url: '/v1' }] }, '/health': get() }),
    ],
    [
      'a path that is inlined from components',
      { paths: { '/a': { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: get() } } },
      paths({ '/a': get() }),
    ],
    [
      'a path item that is renamed',
      { paths: { '/a': { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: get() } } },
      { paths: { '/a': { $ref: '#/components/pathItems/B' } }, components: { pathItems: { B: get() } } },
    ],
    ['a path that refers to another path', paths({ '/a': get(), '/b': { $ref: '#/paths/~1a' } }), paths({ '/a': get(), '/b': get() })],
  ])('%s changes nothing', (_, old, next) => {
    expect(told(old, next)).toEqual([]);
    expect(told(next, old)).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    [
      'one of several parameters of one segment',
      paths({ '/{name}.{format}': get(at('name'), at('format')) }),
      paths({ '/{a}.{b}': get(at('a'), at('b', 'integer')) }),
      [
        'error compat/request-type-narrowed rollout breaks, rollback holds | GET /{name}.{format}, path parameter b: the type is narrowed; "a" was valid before and is not now',
      ],
    ],
    [
      'a path item in components',
      { paths: { '/a': { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: get() } } },
      { paths: { '/a': { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: { post: done() } } } },
      [
        'error compat/operation-removed rollout breaks, rollback holds | GET /a: the operation is gone',
        'note compat/operation-added rollout holds, rollback breaks-if-used | POST /a: the operation is new',
      ],
    ],
    [
      'one of two templates of one shape, and nobody knows which serves',
      paths({ '/a/{id}': get(at('id')), '/a/{key}': get(at('key')) }),
      paths({ '/a/{id}': get(at('id')), '/a/{key}': get(at('key', 'integer')) }),
      [
        'warning compat/not-decided rollout unknown, rollback unknown | GET /a/{}: /a/{id} and /a/{key} are called in the same way, so it is not known which of them serves',
        'error compat/request-type-narrowed rollout breaks, rollback holds | GET /a/{key}, path parameter key: the type is narrowed; "a" was valid before and is not now',
      ],
    ],
    [
      'a template of a shape that is there already',
      paths({ '/a/{id}': get(at('id')) }),
      paths({ '/a/{id}': get(at('id')), '/a/{key}': get(at('key')) }),
      [
        'warning compat/not-decided rollout unknown, rollback unknown | GET /a/{}: /a/{id} and /a/{key} are called in the same way, so it is not known which of them serves',
      ],
    ],
    [
      'a prefix that moves to the path, while another operation comes where the first one stood',
      paths({ '/a': get() }, { servers: [{ url: '/v1' }] }),
      paths({ '/a': { get: done({ parameters: [{ name: 'q', in: 'query', required: true, schema: {} }] }) }, '/v1/a': get() }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /a: the operation is new'],
    ],
    [
      'what stands beside the reference of a path',
      { paths: { '/a': { $ref: '#/components/pathItems/A', get: done() } }, components: { pathItems: { A: { post: done() } } } },
      { paths: { '/a': { $ref: '#/components/pathItems/A' } }, components: { pathItems: { A: { post: done() } } } },
      [
        'warning compat/not-decided rollout unknown, rollback unknown | the path /a: what stands beside the $ref of a path is not defined, and is not compared',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});

describe('operations whose templates overlap', () => {
  const user = { '/users/{id}': get(at('id')) };
  it.each<[string, object, object, string[]]>([
    [
      'one that is written out comes: calls meet it now',
      paths(user),
      paths({ ...user, '/users/me': get() }),
      [
        'warning compat/overlapping-operation-added rollout breaks-if-used, rollback breaks-if-used | GET /users/me: the operation is new, and GET /users/{id} took its calls before',
      ],
    ],
    [
      'one that is written out goes: its calls meet the template',
      paths({ ...user, '/users/me': get() }),
      paths(user),
      [
        'error compat/overlapping-operation-removed rollout breaks, rollback breaks-if-used | GET /users/me: the operation is gone, and its calls go to GET /users/{id} instead',
      ],
    ],
    [
      'one that crosses another comes: some calls may meet it now',
      paths({ '/{x}/b': get(at('x')) }),
      paths({ '/{x}/b': get(at('x')), '/a/{y}': get(at('y')) }),
      [
        'warning compat/overlapping-operation-added rollout breaks-if-used, rollback breaks-if-used | GET /a/{y}: the operation is new, and GET /{x}/b took some of its calls before',
      ],
    ],
    [
      'one that crosses another goes: some calls meet the other',
      paths({ '/{x}/b': get(at('x')), '/a/{y}': get(at('y')) }),
      paths({ '/{x}/b': get(at('x')) }),
      [
        'error compat/overlapping-operation-removed rollout breaks, rollback breaks-if-used | GET /a/{y}: the operation is gone, and some of its calls go to GET /{x}/b instead',
      ],
    ],
    [
      'one that would cross another, whose parameter takes no such value',
      paths({ '/{x}/b': get(at('x', 'integer')) }),
      paths({ '/{x}/b': get(at('x', 'integer')), '/a/{y}': get(at('y')) }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /a/{y}: the operation is new'],
    ],
    [
      'one that takes more than another comes',
      paths({ '/a/b': get() }),
      paths({ '/a/b': get(), '/a/{y}': get(at('y')) }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /a/{y}: the operation is new'],
    ],
    [
      'one comes that is no value of the template',
      paths({ '/f/{x}': get(at('x', 'integer')) }),
      paths({ '/f/{x}': get(at('x', 'integer')), '/f/me': get() }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /f/me: the operation is new'],
    ],
    [
      'one comes that is a number, and a value of the template',
      paths({ '/f/{x}': get(at('x', 'integer')) }),
      paths({ '/f/{x}': get(at('x', 'integer')), '/f/0': get() }),
      [
        'warning compat/overlapping-operation-added rollout breaks-if-used, rollback breaks-if-used | GET /f/0: the operation is new, and GET /f/{x} took its calls before',
      ],
    ],
    [
      'one with fewer templates comes',
      paths({ '/{kind}/{id}': get(at('kind'), at('id')) }),
      paths({ '/{kind}/{id}': get(at('kind'), at('id')), '/users/{id}': get(at('id')) }),
      [
        'warning compat/overlapping-operation-added rollout breaks-if-used, rollback breaks-if-used | GET /users/{id}: the operation is new, and GET /{kind}/{id} took its calls before',
      ],
    ],
    [
      'one that says more of the same segment goes',
      paths({ '/{name}': get(at('name')), '/{name}.{format}': get(at('name'), at('format')) }),
      paths({ '/{name}': get(at('name')) }),
      [
        'error compat/overlapping-operation-removed rollout breaks, rollback breaks-if-used | GET /{name}.{format}: the operation is gone, and its calls go to GET /{name} instead',
      ],
    ],
    [
      'another method is no overlap',
      paths(user),
      paths({ ...user, '/users/me': { post: done() } }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | POST /users/me: the operation is new'],
    ],
    [
      'another number of segments is no overlap',
      paths(user),
      paths({ ...user, '/users/me/avatar': get() }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /users/me/avatar: the operation is new'],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});

describe('operations that are called elsewhere', () => {
  const moved = (where: string, text: string): string =>
    `error compat/operation-moved rollout breaks, rollback breaks-if-used | ${where}: ${text}`;
  it.each<[string, object, object, string[]]>([
    ['a slash at the end', paths({ '/a': get() }), paths({ '/a/': get() }), [moved('GET /a', 'it was at /a, and is at /a/ now')]],
    [
      'upper case',
      paths({ '/userId': get() }),
      paths({ '/userid': get() }),
      [moved('GET /userId', 'it was at /userId, and is at /userid now')],
    ],
    [
      'another version, of many: one finding',
      paths({ '/v1/a': { ...get(), put: done() }, '/v1/b/{id}': get(at('id')) }),
      paths({ '/v2/a': { ...get(), put: done() }, '/v2/b/{key}': get(at('key')) }),
      [moved('GET /v1/a (and 2 more places)', 'it was at /v1, and is at /v2 now')],
    ],
    [
      'another version, of one: both places in full',
      paths({ '/v1/a': get() }),
      paths({ '/v2/a': get() }),
      [moved('GET /v1/a', 'it was at /v1/a, and is at /v2/a now')],
    ],
    [
      'the same name at another path',
      paths({ '/a': { get: done({ operationId: 'a' }) } }),
      paths({ '/b': { get: done({ operationId: 'a' }) } }),
      [moved('GET /a', 'it was at /a, and is at /b now')],
    ],
    [
      'a new version beside the old one is no break',
      paths({ '/v1/a': get() }),
      paths({ '/v1/a': get(), '/v2/a': { get: done({ parameters: [{ name: 'q', in: 'query', required: true, schema: {} }] }) } }),
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /v2/a: the operation is new'],
    ],
    [
      'another path without a name of its own is another operation',
      paths({ '/a': get() }),
      paths({ '/b': get() }),
      [
        'error compat/operation-removed rollout breaks, rollback holds | GET /a: the operation is gone',
        'note compat/operation-added rollout holds, rollback breaks-if-used | GET /b: the operation is new',
      ],
    ],
    [
      'a method that was replaced is another operation, whatever its name',
      paths({ '/a': { post: done({ operationId: 'a' }) } }),
      paths({ '/a': { put: done({ operationId: 'a' }) } }),
      [
        'error compat/operation-removed rollout breaks, rollback holds | POST /a: the operation is gone',
        'note compat/operation-added rollout holds, rollback breaks-if-used | PUT /a: the operation is new',
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next).toSorted()).toEqual([...expected].toSorted());
  });

  const moves = (text: string): string[] => [moved(...(text.split(': ') as [string, string]))];
  const having = (schema: object): object => ({ 200: { description: '', content: { 'application/json': { schema } } } });
  const needing = (...required: string[]): object => ({
    requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { a: {}, b: {} }, required } } } },
  });
  const listed = (...values: string[]): object => ({ responses: having({ enum: values }) });
  it.each<[string, object, object, string[]]>([
    [
      'what N demands and what it answers',
      paths({ '/a': { post: done({ ...needing('a'), responses: having({ type: 'string' }) }) } }),
      paths({ '/a/': { post: done({ ...needing('a', 'b'), responses: having({ type: 'integer' }) }) } }),
      [
        ...moves('POST /a: it was at /a, and is at /a/ now'),
        'error compat/request-property-became-required rollout breaks, rollback holds | POST /a, request body (application/json): the property b is required now',
        'error compat/response-type-changed rollout breaks, rollback breaks | POST /a, response 200 (application/json): the type is changed; 0 is valid now and was not before',
      ],
    ],
    [
      'one of many behind another prefix',
      paths({ '/v1/a': { get: done(listed('x')) }, '/v1/b': get() }),
      paths({ '/v2/a': { get: done(listed('x', 'y')) }, '/v2/b': get() }),
      [
        ...moves('GET /v1/a (and 1 more place): it was at /v1, and is at /v2 now'),
        'error compat/response-enum-widened rollout breaks, rollback holds | GET /v1/a, response 200 (application/json): the values are widened; "y" is valid now and was not before',
      ],
    ],
    [
      'a parameter of the path by its place, under another name',
      paths({ '/v1/a/{id}': get(at('id')) }),
      paths({ '/v2/a/{key}': get(at('key', 'integer')) }),
      [
        ...moves('GET /v1/a/{id}: it was at /v1/a/{id}, and is at /v2/a/{key} now'),
        'error compat/request-type-narrowed rollout breaks, rollback holds | GET /v1/a/{id}, path parameter key: the type is narrowed; "a" was valid before and is not now',
      ],
    ],
    [
      'a parameter of the path by its name, beside one that came with the move',
      paths({ '/a/{id}': { get: done({ operationId: 'a', parameters: [at('id')] }) } }),
      paths({ '/{org}/a/{id}': { get: done({ operationId: 'a', parameters: [at('org', 'integer'), at('id', 'integer')] }) } }),
      [
        ...moves('GET /a/{id}: it was at /a/{id}, and is at /{org}/a/{id} now'),
        'error compat/request-type-narrowed rollout breaks, rollback holds | GET /a/{id}, path parameter id: the type is narrowed; "a" was valid before and is not now',
      ],
    ],
    [
      'nothing but where it is, of a parameter that came with it',
      paths({ '/a/{id}': { get: done({ operationId: 'a', parameters: [at('id')] }) } }),
      paths({ '/{org}/a/{id}': { get: done({ operationId: 'a', parameters: [at('org', 'integer'), at('id')] }) } }),
      moves('GET /a/{id}: it was at /a/{id}, and is at /{org}/a/{id} now'),
    ],
    [
      'nothing but where it is, of parameters that have each the name of the other',
      paths({ '/v1/{a}/{b}': get(at('a'), at('b', 'integer')) }),
      paths({ '/v2/{b}/{a}': get(at('b'), at('a', 'integer')) }),
      moves('GET /v1/{a}/{b}: it was at /v1/{a}/{b}, and is at /v2/{b}/{a} now'),
    ],
    [
      'nothing but where it is, of a version that went from the server to the path',
      paths({ '/a': get() }, { servers: [{ url: '/v1' }] }),
      paths({ '/v2/a': get() }, { servers: [{ url: '/' }] }),
      moves('GET /a: it was at /a, and is at /v2/a now'),
    ],
    [
      'the path of a server that none has any more',
      paths({ '/v1/a': get() }, { servers: [{ url: '/' }, { url: '/x' }] }),
      paths({ '/v2/a': get() }, { servers: [{ url: '/' }] }),
      [
        ...moves('GET /v1/a: it was at /v1/a, and is at /v2/a now'),
        'error compat/server-path-removed rollout breaks, rollback holds | every operation without servers of its own: it is no longer called under /x',
      ],
    ],
    [
      'nothing but where it is, of a link that leads to what moved too',
      paths({
        '/v1/a': { get: done({ responses: { 200: { description: '', links: { next: { operationId: 'b' } } } } }) },
        '/v1/b': { get: done({ operationId: 'b' }) },
      }),
      paths({
        '/v2/a': { get: done({ responses: { 200: { description: '', links: { next: { operationId: 'b' } } } } }) },
        '/v2/b': { get: done({ operationId: 'b' }) },
      }),
      moves('GET /v1/a (and 1 more place): it was at /v1, and is at /v2 now'),
    ],
  ])('show what else changed: %s', (_, old, next, expected) => {
    expect(told(old, next).toSorted()).toEqual([...expected].toSorted());
  });

  it('are called as in N where several meet what changed', () => {
    const shared = (type: string, ...items: string[]): string =>
      whole({
        paths: Object.fromEntries(items.map((path) => [path, { get: done({ responses: having({ $ref: '#/components/schemas/A' }) }) }])),
        components: { schemas: { A: { type } } },
      });
    const { findings } = compareTexts(shared('string', '/v1/a', '/v1/b', '/c'), shared('integer', '/v2/a', '/v2/b', '/c'));
    expect(findings.find(({ rule }) => rule === 'compat/response-type-changed')?.operations).toEqual(['GET /c', 'GET /v2/a', 'GET /v2/b']);
  });

  it('count as operations that were compared', () => {
    const { compared } = compareTexts(whole(paths({ '/v1/a': get(), '/b': get() })), whole(paths({ '/v2/a': get(), '/b': get() })));
    expect(compared).toEqual({ what: 'operations', count: 2, identical: 1 });
  });
});
