import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  oauth: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://id.example.com/auth', scopes: { read: '', write: '' } } } },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' },
  tls: { type: 'mutualTLS' },
};

/** A document whose operations ask for this; `more` are schemes beside or instead of the usual ones. */
const asking = (security: unknown, more: object = {}): object => ({
  paths: { '/a': { get: done() } },
  components: { securitySchemes: { ...schemes, ...more } },
  ...(security === undefined ? {} : { security }),
});
/** The same asked by the one operation itself, beside what the document asks. */
const own = (security: unknown, ofAll?: unknown): object => ({
  ...asking(ofAll),
  paths: { '/a': { get: done(security === undefined ? {} : { security }) } },
});
const all = 'every operation without security of its own';
const narrowed = (where: string, takes: string, took: string): string =>
  `error compat/security-narrowed rollout breaks, rollback holds | ${where}: N takes ${takes}, and N-1 took ${took}`;
const widened = (where: string, takes: string, took: string): string =>
  `note compat/security-widened rollout holds, rollback breaks-if-used | ${where}: N takes ${takes}, and N-1 took ${took}`;
const changed = (where: string, takes: string, took: string): string =>
  `error compat/security-changed rollout breaks, rollback breaks-if-used | ${where}: N takes ${takes}, and N-1 took ${took}`;

describe('what is asked of whoever calls', () => {
  it.each<[string, object, object]>([
    ['the order of alternatives', asking([{ key: [] }, { basic: [] }]), asking([{ basic: [] }, { key: [] }])],
    ['the order of scopes', asking([{ oauth: ['read', 'write'] }]), asking([{ oauth: ['write', 'read'] }])],
    ['an alternative that another one covers', asking([{ key: [] }]), asking([{ key: [] }, { key: [], basic: [] }])],
    ['nothing, said in three ways', asking(undefined), asking([])],
    ['nothing, said as an empty entry', asking([]), asking([{}])],
    ['an empty entry beside others, for nobody has to show them', asking([{}]), asking([{}, { key: [] }])],
    ['the default of the document, said by the operation', own(undefined, [{ key: [] }]), own([{ key: [] }])],
    ['an operation that overrides what the document changes', own([], [{ key: [] }]), own([], [{ basic: [] }])],
    ['the key that a scheme lies under', asking([{ key: [] }]), asking([{ apiKey: [] }], { apiKey: schemes.key, key: schemes.tls })],
    [
      'two schemes that change their keys with each other',
      asking([{ key: [] }]),
      asking([{ basic: [] }], { key: schemes.basic, basic: schemes.key }),
    ],
    [
      'words, upper case of a header and of a scheme',
      asking([{ key: [], basic: [] }]),
      asking([{ key: [], basic: [] }], {
        key: { ...schemes.key, name: 'x-key', description: 'words' },
        basic: { type: 'http', scheme: 'Basic' },
      }),
    ],
    ['a scheme that nobody asks for', asking([{ key: [] }]), asking([{ key: [] }], { basic: schemes.tls })],
    ['a scheme that is like another', asking([{ key: [] }]), asking([{ key: [] }, { other: [] }], { other: schemes.key })],
  ])('is the same for %s', (_, old, next) => {
    expect(told(old, next)).toEqual([]);
    expect(told(next, old)).toEqual([]);
  });

  it.each<[string, object, object, string[], string[]]>([
    [
      'a scheme where there was none',
      asking(undefined),
      asking([{ key: [] }]),
      [narrowed(all, 'key', 'no credentials')],
      [widened(all, 'no credentials', 'key')],
    ],
    [
      'a scheme that was optional',
      asking([{}, { key: [] }]),
      asking([{ key: [] }]),
      [narrowed(all, 'key', 'key or no credentials')],
      [widened(all, 'key or no credentials', 'key')],
    ],
    [
      'one alternative of two goes',
      asking([{ key: [] }, { basic: [] }]),
      asking([{ key: [] }]),
      [narrowed(all, 'key', 'basic or key')],
      [widened(all, 'basic or key', 'key')],
    ],
    [
      'two schemes at once where one was enough',
      asking([{ key: [] }]),
      asking([{ key: [], tls: [] }]),
      [narrowed(all, 'key and tls', 'key')],
      [widened(all, 'key', 'key and tls')],
    ],
    [
      'one scope more',
      asking([{ oauth: ['read'] }]),
      asking([{ oauth: ['read', 'write'] }]),
      [narrowed(all, 'oauth (read, write)', 'oauth (read)')],
      [widened(all, 'oauth (read)', 'oauth (read, write)')],
    ],
    [
      'another scope',
      asking([{ oauth: ['read'] }]),
      asking([{ oauth: ['write'] }]),
      [changed(all, 'oauth (write)', 'oauth (read)')],
      [changed(all, 'oauth (read)', 'oauth (write)')],
    ],
    ['another scheme', asking([{ key: [] }]), asking([{ bearer: [] }]), [changed(all, 'bearer', 'key')], [changed(all, 'key', 'bearer')]],
    [
      'an operation that was open, while the document asks',
      own([], [{ key: [] }]),
      own(undefined, [{ key: [] }]),
      [narrowed('GET /a', 'key', 'no credentials')],
      [widened('GET /a', 'no credentials', 'key')],
    ],
    [
      'a scheme that is not declared, by its name alone',
      asking([{ gone: [] }]),
      asking([{ lost: [] }]),
      [changed(all, 'lost', 'gone')],
      [changed(all, 'gone', 'lost')],
    ],
  ])('%s', (_, old, next, there, back) => {
    expect(told(old, next)).toEqual(there);
    expect(told(next, old)).toEqual(back);
  });

  it('is one finding for all operations that say nothing of their own', () => {
    const paths = Object.fromEntries(['a', 'b', 'c'].map((name) => [`/${name}`, { get: done() }]));
    expect(told({ ...asking([{ key: [] }]), paths }, { ...asking([{ basic: [] }]), paths })).toEqual([changed(all, 'basic', 'key')]);
  });
});

const scheme = (rule: string, rollout: string, rollback: string, name: string, text: string): string =>
  `${rule.replace(' ', ' compat/')} rollout ${rollout}, rollback ${rollback} | security scheme ${name}: ${text}`;

describe('a scheme that is named by its URI', () => {
  const uri = '#/components/securitySchemes/key';
  const since = (openapi: string, document: object): object => ({ ...document, openapi });
  it('is the scheme, since OpenAPI 3.2', () => {
    expect(told(since('3.2.0', asking([{ [uri]: [] }])), since('3.2.0', asking([{ key: [] }])))).toEqual([]);
  });
  it('changes as the scheme does', () => {
    const query = asking([{ [uri]: [] }], { key: { ...schemes.key, in: 'query' } });
    expect(told(since('3.2.0', asking([{ [uri]: [] }])), since('3.2.0', query))).toEqual([
      scheme(
        'error security-scheme-changed',
        'breaks',
        'breaks-if-used',
        'key',
        'it is apiKey in query X-Key now, and was apiKey in header X-Key',
      ),
    ]);
  });
  it('is its name where a component has that name', () => {
    const odd = { [uri]: schemes.basic };
    expect(told(since('3.2.0', asking([{ [uri]: [] }], odd)), since('3.2.0', asking([{ basic: [] }], odd)))).toEqual([]);
  });
  it('is a name like another before', () => {
    expect(told(asking([{ [uri]: [] }]), asking([{ key: [] }]))).toEqual([changed(all, 'key', uri)]);
  });
});

describe('a scheme that operations ask for', () => {
  const flows = (more: object): object => ({ oauth: { type: 'oauth2', flows: { ...schemes.oauth.flows, ...more } } });
  const implicit = (more: object): object => ({
    oauth: { type: 'oauth2', flows: { implicit: { ...schemes.oauth.flows.implicit, ...more } } },
  });
  const code = {
    authorizationCode: { authorizationUrl: 'https://id.example.com/auth', tokenUrl: 'https://id.example.com/token', scopes: { read: '' } },
  };
  const both = (name: string, text: string): string => scheme('error security-scheme-changed', 'breaks', 'breaks-if-used', name, text);
  const flow = (scopes: object): object => ({ tokenUrl: 'https://id.example.com/token', scopes });
  const twoFlows = (scopes: object): { type: string; flows: object } => ({
    type: 'oauth2',
    flows: { clientCredentials: flow({ read: '' }), password: flow(scopes) },
  });
  it.each<[string, string, object, string[], object?]>([
    [
      'shown elsewhere',
      'key',
      { key: { ...schemes.key, in: 'query' } },
      [both('key', 'it is apiKey in query X-Key now, and was apiKey in header X-Key')],
    ],
    [
      'under another name',
      'cookie',
      { cookie: { ...schemes.cookie, name: 'sid' } },
      [both('cookie', 'it is apiKey in cookie sid now, and was apiKey in cookie session')],
    ],
    [
      'of another scheme of HTTP',
      'basic',
      { basic: { type: 'http', scheme: 'digest' } },
      [both('basic', 'it is http digest now, and was http basic')],
    ],
    [
      'of a type that nothing else has',
      'oauth',
      { oauth: { type: 'http', scheme: 'hoba' } },
      [both('oauth', 'it is http hoba now, and was oauth2')],
    ],
    [
      'with tokens of another form',
      'bearer',
      { bearer: { ...schemes.bearer, bearerFormat: 'opaque' } },
      [scheme('note bearer-format-changed', 'breaks-if-used', 'breaks-if-used', 'bearer', 'its tokens are opaque now, and were JWT')],
    ],
    [
      'with one flow more',
      'oauth',
      flows(code),
      [scheme('note security-flow-added', 'holds', 'breaks-if-used', 'oauth', 'tokens are given by the flow authorizationCode too')],
    ],
    [
      'with another flow, that offers less',
      'oauth',
      { oauth: { type: 'oauth2', flows: code } },
      [
        scheme('error security-flow-removed', 'breaks', 'holds', 'oauth', 'tokens are no longer given by the flow implicit'),
        scheme('note security-flow-added', 'holds', 'breaks-if-used', 'oauth', 'tokens are given by the flow authorizationCode too'),
        scheme('warning security-scope-removed', 'breaks-if-used', 'holds', 'oauth', 'the scope write is no longer offered'),
      ],
    ],
    [
      'with another address of its tokens',
      'oauth',
      implicit({ authorizationUrl: 'https://login.example.com/auth' }),
      [
        scheme(
          'warning security-address-changed',
          'breaks-if-used',
          'breaks-if-used',
          'oauth',
          'tokens come from https://login.example.com/auth now, and came from https://id.example.com/auth',
        ),
      ],
    ],
    [
      'with another place of its description',
      'oidc',
      { oidc: { ...schemes.oidc, openIdConnectUrl: 'https://login.example.com/oidc' } },
      [
        scheme(
          'warning security-address-changed',
          'breaks-if-used',
          'breaks-if-used',
          'oidc',
          'tokens come from https://login.example.com/oidc now, and came from https://id.example.com/.well-known/openid-configuration',
        ),
      ],
    ],
    [
      'with another scope on offer',
      'oauth',
      implicit({ scopes: { read: 'other words', admin: '' } }),
      [
        scheme('note security-scope-added', 'holds', 'breaks-if-used', 'oauth', 'the scope admin is new'),
        scheme('warning security-scope-removed', 'breaks-if-used', 'holds', 'oauth', 'the scope write is no longer offered'),
      ],
    ],
    [
      'with a scope that one flow of two no longer gives',
      'oauth',
      { oauth: twoFlows({}) },
      [
        scheme(
          'warning security-scope-removed',
          'breaks-if-used',
          'holds',
          'oauth',
          'the scope read of the flow password is no longer offered',
        ),
      ],
      { oauth: twoFlows({ read: '' }) },
    ],
    [
      'with a scope that the other flow gives too',
      'oauth',
      { oauth: twoFlows({ read: '' }) },
      [scheme('note security-scope-added', 'holds', 'breaks-if-used', 'oauth', 'the scope read of the flow password is new')],
      { oauth: twoFlows({}) },
    ],
    [
      'with flows in another order',
      'oauth',
      { oauth: twoFlows({ read: '' }) },
      [],
      { oauth: { type: 'oauth2', flows: Object.fromEntries(Object.entries(twoFlows({ read: '' }).flows).toReversed()) } },
    ],
    [
      'with a member that is not understood',
      'oauth',
      { oauth: { ...schemes.oauth, oauth2MetadataUrl: 'https://id.example.com/meta' } },
      [
        'warning compat/not-decided rollout unknown, rollback unknown | security scheme oauth: "oauth2MetadataUrl" differs, which is not compared yet',
      ],
    ],
  ])('%s', (_, key, more, expected, before = {}) => {
    const security = [{ [key]: key === 'oauth' ? ['read'] : [] }];
    expect(told(asking(security, before), asking(security, more)).toSorted()).toEqual([...expected].toSorted());
  });
});

describe('a scope that no flow offers any more', () => {
  const flow = (scopes: readonly string[]): object => ({
    tokenUrl: 'https://id.example.com/token',
    scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
  });
  const oauth = (...scopes: string[]): object => ({ type: 'oauth2', flows: { clientCredentials: flow(scopes) } });
  /** Operations that each ask for this, of a scheme that offers these scopes. */
  const api = (offered: object, asks: Readonly<Record<string, readonly object[]>>, more: object = {}): object => ({
    paths: Object.fromEntries(Object.entries(asks).map(([path, security]) => [path, { get: done({ security }) }])),
    components: { securitySchemes: { ...schemes, oauth: offered } },
    ...more,
  });
  const gone = (by: string): string[] => [
    `error compat/security-required-scope-removed rollout breaks, rollback holds | security scheme oauth: the scope write is no longer offered, and ${by}`,
  ];
  const left = [scheme('warning security-scope-removed', 'breaks-if-used', 'holds', 'oauth', 'the scope write is no longer offered')];
  const [both, one] = [oauth('read', 'write'), oauth('read')];
  it.each<[string, Readonly<Record<string, readonly object[]>>, string[]]>([
    ['is missed where an operation demands it', { '/a': [{ oauth: ['write'] }] }, gone('GET /a demands it')],
    ['is missed beside another that is still there', { '/a': [{ oauth: ['read', 'write'] }] }, gone('GET /a demands it')],
    ['is missed beside another credential', { '/a': [{ oauth: ['write'], key: [] }] }, gone('GET /a demands it')],
    [
      'is missed by all that demand it, and by nobody else',
      {
        '/e': [{ oauth: ['write'] }],
        '/d': [{ oauth: ['write'] }],
        '/c': [{ oauth: ['read'] }],
        '/b': [{ oauth: ['write'] }],
        '/a/{id}': [{ oauth: ['write'] }],
      },
      gone('GET /a/{id}, GET /b, GET /d and 1 more demand it'),
    ],
    [
      'is missed where each alternative demands it',
      { '/a': [{ oauth: ['write'] }, { oauth: ['write'], key: [] }] },
      gone('GET /a demands it'),
    ],
    ['may be asked for where no operation demands it', { '/a': [{ oauth: ['read'] }] }, left],
    ['may be asked for where another scope is enough', { '/a': [{ oauth: ['write'] }, { oauth: ['read'] }] }, left],
    ['may be asked for where another scheme is enough', { '/a': [{ oauth: ['write'] }, { key: [] }] }, left],
    ['may be asked for where nothing has to be shown', { '/a': [{ oauth: ['write'] }, {}] }, left],
  ])('%s', (_, asks, expected) => {
    const paths = Object.fromEntries(Object.keys(asks).map((path) => [path, path.includes('{') ? 'id' : '']));
    const named = (document: object): object => ({
      ...document,
      paths: Object.fromEntries(
        Object.entries((document as { paths: Record<string, object> }).paths).map(([path, item]) => [
          path,
          paths[path] ? { ...item, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] } : item,
        ]),
      ),
    });
    expect(told(named(api(both, asks)), named(api(one, asks)))).toEqual(expected);
  });

  it('is missed by what the document asks of all', () => {
    const security = [{ oauth: ['write'] }];
    const open = { paths: { '/a': { get: done() }, '/b': { get: done({ security: [] }) } }, security };
    expect(told(api(both, {}, open), api(one, {}, open))).toEqual(gone('GET /a demands it'));
  });
  it('is missed by nobody who can get it in another way', () => {
    const two = (...scopes: string[]): object => ({
      type: 'oauth2',
      flows: { clientCredentials: flow(scopes), password: flow(['write']) },
    });
    const asks = { '/a': [{ oauth: ['write'] }] };
    expect(told(api(two('write'), asks), api(two(), asks))).toEqual([
      scheme(
        'warning security-scope-removed',
        'breaks-if-used',
        'holds',
        'oauth',
        'the scope write of the flow clientCredentials is no longer offered',
      ),
    ]);
  });
  it('is missed by nobody where no flow offered it before, or N asks for it no more', () => {
    const asks = { '/a': [{ oauth: ['write'] }] };
    expect(told(api(one, asks), api(one, asks))).toEqual([]);
    expect(told(api(both, asks), api(one, { '/a': [{ oauth: ['read'] }] })).map((line) => line.split(' ')[1])).toEqual([
      'compat/security-changed',
      'compat/security-scope-removed',
    ]);
  });
  it('is missed by no client of N-1 where N alone has the operation', () => {
    const asks = { '/a': [{ oauth: ['read'] }] };
    expect(told(api(both, asks), api(one, { ...asks, '/b': [{ oauth: ['write'] }] })).map((line) => line.split(' ')[1])).toEqual([
      'compat/operation-added',
      'compat/security-scope-removed',
    ]);
  });
});

describe('a law of security', () => {
  const names = ['key', 'basic', 'tls'] as const;
  const entry = fc.subarray([...names]).map((keys) => Object.fromEntries(keys.map((name) => [name, []])));
  const list = fc.array(entry, { maxLength: 3 });
  /** By the book: whoever shows what an entry asks for is taken by some entry of the other. */
  const taken = (shown: readonly object[], by: readonly object[]): boolean =>
    (shown.length === 0 ? [{}] : shown).every((one) =>
      (by.length === 0 ? [{}] : by).some((other) => Object.keys(other).every((name) => name in one)),
    );

  it('what every client shows is taken, or it breaks', () => {
    fc.assert(
      fc.property(list, list, (old, next) => {
        const [finding = ''] = told(asking(old), asking(next));
        expect([/rollout breaks/.test(finding), /rollback breaks-if-used/.test(finding)]).toEqual([!taken(old, next), !taken(next, old)]);
      }),
      { numRuns: 200 },
    );
  });
});
