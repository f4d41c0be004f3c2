import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

const linked = (links: object | undefined, components?: object, id = 'getA'): object => ({
  paths: {
    '/a': { post: { responses: { 201: { description: '', ...(links ? { links } : {}) } } } },
    '/a/{id}': { get: done({ operationId: id, parameters: [{ name: 'id', in: 'path', required: true, schema: {} }] }) },
  },
  ...(components ? { components } : {}),
});
const self = { operationId: 'getA', parameters: { id: '$response.body#/id' } };
const where = 'POST /a, response 201';

describe('the links of a response', () => {
  it.each<[string, object, object, string[]]>([
    ['are the same with other words', linked({ self }), linked({ self: { ...self, description: 'words', 'x-a': 1 } }), []],
    ['are the same in components', linked({ self }), linked({ self: { $ref: '#/components/links/Self' } }, { links: { Self: self } }), []],
    [
      'are the same when the operation has another name',
      linked({ self }),
      linked({ self: { ...self, operationId: 'readA' } }, undefined, 'readA'),
      [],
    ],
    [
      'are the same when the operation is named by its place',
      linked({ self }),
      linked({ self: { operationRef: '#/paths/~1a~1%7Bid%7D/get', parameters: self.parameters } }),
      [],
    ],
    [
      'are the same with other words, beside one that comes',
      linked({ self }),
      linked({ self: { ...self, description: 'words' }, other: self }),
      [`note compat/link-added rollout holds, rollback breaks-if-used | ${where}: the link other is new`],
    ],
    [
      'come',
      linked(undefined),
      linked({ self }),
      [`note compat/link-added rollout holds, rollback breaks-if-used | ${where}: the link self is new`],
    ],
    [
      'go',
      linked({ self }),
      linked({}),
      [`warning compat/link-removed rollout breaks-if-used, rollback holds | ${where}: the link self is gone`],
    ],
    [
      'go, whatever their name begins with',
      linked({ 'x-self': self }),
      linked({}),
      [`warning compat/link-removed rollout breaks-if-used, rollback holds | ${where}: the link x-self is gone`],
    ],
    ...[
      { parameters: { id: '$response.body#/key' } },
      { operationId: 'listA' },
      { requestBody: '$response.body' },
      { server: { url: '/v2' } },
    ].map((change): [string, object, object, string[]] => [
      `change their ${Object.keys(change).join()}`,
      linked({ self }),
      linked({ self: { ...self, ...change } }),
      [
        `warning compat/link-changed rollout breaks-if-used, rollback breaks-if-used | ${where}: the link self leads elsewhere, or with other values`,
      ],
    ]),
    [
      'lead out of the document',
      linked({ self: { $ref: 'https://example.com/links.json#/Self' } }),
      linked({ self }),
      [
        `warning compat/not-decided rollout unknown, rollback unknown | ${where}: $ref "https://example.com/links.json#/Self" leads out of the contract and is not fetched: bundle what it names into the contract`,
      ],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});

describe('links and what they speak of', () => {
  type Operations = Readonly<Record<string, object>>;
  const at = (path: string, links: object, more = {}): Operations => ({
    [path]: { post: { ...more, responses: { 201: { description: '', links } } } },
  });
  const parameters = (...names: string[]): object => ({
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
  });
  const get = (id: string, ...names: string[]): object => ({ get: done({ operationId: id, ...parameters(...names) }) });
  const paths = (...all: Operations[]): object => ({ paths: Object.assign({}, ...all) as object });
  const to = (operationId: string, given: object = {}): object => ({ next: { operationId, parameters: given } });
  const changedAt = (path: string): string[] => [
    `warning compat/link-changed rollout breaks-if-used, rollback breaks-if-used | POST ${path}, response 201: the link next leads elsewhere, or with other values`,
  ];

  it.each<[string, object, object, string[]]>([
    [
      'lead elsewhere where another operation bears the name that they call',
      paths(at('/a', to('h')), { '/h': get('h'), '/i': get('i') }),
      paths(at('/a', to('h')), { '/h': get('i'), '/i': get('h') }),
      changedAt('/a'),
    ],
    [
      'lead nowhere where no operation bears the name any more',
      paths(at('/a', to('h')), { '/h': get('h') }),
      paths(at('/a', to('h')), { '/h': get('i') }),
      changedAt('/a'),
    ],
    [
      'are the same where a parameter of the path has another name, with all that speak of it',
      paths(at('/a/{id}', to('h', { id: '$request.path.id' })), { '/h/{id}': get('h', 'id') }),
      paths(at('/a/{key}', to('h', { 'path.name': '$request.path.key' })), { '/h/{name}': get('h', 'name') }),
      [],
    ],
    [
      'lead elsewhere where two parameters of the path that they lead to change places',
      paths(at('/a', to('h', { x: '$response.body#/x', y: '$response.body#/y' })), { '/h/{x}/{y}': get('h', 'x', 'y') }),
      paths(at('/a', to('h', { x: '$response.body#/x', y: '$response.body#/y' })), { '/h/{y}/{x}': get('h', 'x', 'y') }),
      changedAt('/a'),
    ],
    [
      'lead elsewhere where two parameters of the path that they start from change places',
      paths(at('/a/{x}/{y}', to('h', { id: '$request.path.x' }), parameters('x', 'y')), { '/h/{id}': get('h', 'id') }),
      paths(at('/a/{y}/{x}', to('h', { id: '$request.path.x' }), parameters('x', 'y')), { '/h/{id}': get('h', 'id') }),
      changedAt('/a/{x}/{y}'),
    ],
    [
      'are the same where the name of a header is written otherwise',
      paths(at('/a', to('h', { id: '$request.header.X-Id' })), { '/h/{id}': get('h', 'id') }),
      paths(at('/a', to('h', { id: '$request.header.x-id' })), { '/h/{id}': get('h', 'id') }),
      [],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });
});
