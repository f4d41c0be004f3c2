import { describe, expect, it } from 'vitest';
import { done, told } from './told.ts';

const served = (servers: unknown, more: object = {}): object => ({
  paths: { '/a': { get: done() }, '/b': { get: done() } },
  ...(servers === undefined ? {} : { servers }),
  ...more,
});
const at = (...urls: readonly string[]): object => served(urls.map((url) => ({ url })));
const region = (variable: object, url = 'https://{region}.example.com'): object => served([{ url, variables: { region: variable } }]);

const all = 'every operation without servers of its own';
const added = (url: string, where = all): string =>
  `note compat/server-added rollout holds, rollback breaks-if-used | ${where}: the server ${url} is new`;
const removed = (url: string, where = all): string =>
  `warning compat/server-removed rollout breaks-if-used, rollback holds | ${where}: the server ${url} is gone`;
const elsewhere = (now: string, before: string, where = all): string =>
  `error compat/server-path-changed rollout breaks, rollback breaks-if-used | ${where}: it is called under ${now} now, and was under ${before}`;
const replaced = (now: string, before: string, where = all): string =>
  `warning compat/server-replaced rollout breaks-if-used, rollback breaks-if-used | ${where}: the server is ${now} now, and was ${before}`;
const pathGone = (path: string): string =>
  `error compat/server-path-removed rollout breaks, rollback holds | ${all}: it is no longer called under ${path}`;
const variable = (rule: string, rollout: string, rollback: string, text: string): string =>
  `${rule} rollout ${rollout}, rollback ${rollback} | ${all}: the variable region of the server ${text}`;

describe('where operations are called', () => {
  it.each<[string, object, object]>([
    ['no server, or the one that this means', served(undefined), at('/')],
    ['an empty list', served(undefined), served([])],
    ['a slash at the end', at('https://a.example.com/v1'), at('https://a.example.com/v1/')],
    ['upper case of a host', at('https://a.example.com/v1'), at('https://A.example.com/v1')],
    ['the order of servers', at('https://a.example.com', 'https://b.example.com'), at('https://b.example.com', 'https://a.example.com')],
    ['words', served([{ url: '/v1' }]), served([{ url: '/v1', description: 'words', 'x-internal': true }])],
    ['dots on the way', at('https://a.example.com/x/../v1'), at('https://a.example.com/./v1')],
    [
      'a host that no operation asks',
      at('/'),
      served([{ url: '/' }], { paths: { '/a': { get: done(), servers: [{ url: '/' }] }, '/b': { get: done() } } }),
    ],
    [
      'two servers that are written alike, in another order',
      served([
        { url: '/{v}', variables: { v: { default: 'a', enum: ['a', 'b'] } } },
        { url: '/{v}', variables: { v: { default: 'a', enum: ['a'] } } },
      ]),
      served([
        { url: '/{v}', variables: { v: { enum: ['a'], default: 'a' } } },
        { url: '/{v}', variables: { v: { default: 'a', enum: ['a', 'b'], description: 'words' } } },
      ]),
    ],
    ['a variable of one value that is written out', region({ default: 'eu', enum: ['eu'] }), at('https://eu.example.com')],
    [
      'a variable whose values are servers of their own',
      region({ default: 'eu', enum: ['eu', 'us'] }),
      at('https://us.example.com', 'https://eu.example.com'),
    ],
    ['a port that the scheme means anyway', at('https://a.example.com:443/v1'), at('https://a.example.com/v1')],
    ['the port of http', at('http://a.example.com:80'), at('http://a.example.com')],
  ])('is the same for %s', (_, old, next) => {
    expect(told(old, next)).toEqual([]);
    expect(told(next, old)).toEqual([]);
  });

  it.each<[string, object, object, string[]]>([
    ['a server more', at('https://a.example.com'), at('https://a.example.com', 'https://b.example.com'), [added('https://b.example.com')]],
    [
      'a server less',
      at('https://a.example.com', 'https://b.example.com'),
      at('https://a.example.com'),
      [removed('https://b.example.com')],
    ],
    [
      'another host',
      at('https://a.example.com/v1'),
      at('https://b.example.com/v1'),
      [replaced('https://b.example.com/v1', 'https://a.example.com/v1')],
    ],
    [
      'another scheme',
      at('http://a.example.com/v1'),
      at('https://a.example.com/v1'),
      [replaced('https://a.example.com/v1', 'http://a.example.com/v1')],
    ],
    [
      'another port',
      at('https://a.example.com:8443'),
      at('https://a.example.com'),
      [replaced('https://a.example.com', 'https://a.example.com:8443')],
    ],
    [
      'a path less, of several',
      at('https://a.example.com/v1', 'https://a.example.com/v2'),
      at('https://a.example.com/v1'),
      [pathGone('/v2')],
    ],
    [
      'paths that went from the servers to the operations',
      { paths: { '/a': { get: done() } }, servers: [{ url: 'https://h/v1' }, { url: 'https://h/v2' }] },
      { paths: { '/v1/a': { get: done() }, '/v2/a': { get: done() } }, servers: [{ url: 'https://h' }] },
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /v2/a: the operation is new'],
    ],
    [
      'paths that went from the servers to some of the operations',
      { paths: { '/a': { get: done() }, '/b': { get: done() } }, servers: [{ url: 'https://h/v1' }, { url: 'https://h/v2' }] },
      { paths: { '/v1/a': { get: done() }, '/v2/a': { get: done() }, '/v1/b': { get: done() } }, servers: [{ url: 'https://h' }] },
      ['note compat/operation-added rollout holds, rollback breaks-if-used | GET /v2/a: the operation is new', pathGone('/v2')],
    ],
    [
      'a path in the place of one of several',
      at('https://a.example.com/v1', 'https://a.example.com/v2'),
      at('https://a.example.com/v1', 'https://a.example.com/v3'),
      [elsewhere('/v3', '/v2')],
    ],
    [
      'a path less of those that a variable names, which is written out',
      served([{ url: 'https://h/{p}', variables: { p: { default: 'a', enum: ['a', 'b'] } } }]),
      at('https://h/a'),
      [pathGone('/b')],
    ],
    [
      'a path less of those that a variable names',
      served([{ url: 'https://h/{p}', variables: { p: { default: 'a', enum: ['a', 'b'] } } }]),
      served([{ url: 'https://h/{p}', variables: { p: { default: 'a', enum: ['a'] } } }]),
      [pathGone('/b')],
    ],
    [
      'a path that is one of those that a variable names now',
      at('https://h/a'),
      served([{ url: 'https://h/{p}', variables: { p: { default: 'a', enum: ['a', 'b'] } } }]),
      [added('https://h/b')],
    ],
    [
      'a host less of those that a variable names, which is written out',
      region({ default: 'eu', enum: ['eu', 'us'] }),
      at('https://eu.example.com'),
      [removed('https://us.example.com')],
    ],
    [
      'a host that is one of those that a variable names now',
      at('https://eu.example.com'),
      region({ default: 'eu', enum: ['eu', 'us'] }),
      [added('https://us.example.com')],
    ],
    [
      'a host that could be anything, written out',
      region({ default: 'eu' }),
      at('https://eu.example.com'),
      [removed('https://{region}.example.com')],
    ],
    ['a host that may be anything now', at('https://eu.example.com'), region({ default: 'eu' }), [added('https://{region}.example.com')]],
    [
      'more addresses than are told apart, written otherwise',
      served([{ url: 'https://{n}.h/v1', variables: { n: { default: '0', enum: Array.from({ length: 99 }, (_, i) => String(i)) } } }]),
      at('https://0.h/v1'),
      [
        `warning compat/not-decided rollout unknown, rollback unknown | ${all}: a server stands for too many addresses to compare them one by one`,
      ],
    ],
    ['a host where the place was left open', at('/v1'), at('https://a.example.com/v1'), [added('https://a.example.com/v1')]],
    ['another path', at('https://a.example.com/v1'), at('https://a.example.com/v2'), [elsewhere('/v2', '/v1')]],
    ['another path of a relative url', at('/'), at('/api'), [elsewhere('/api', '/')]],
    ['a path more, beside the old one', at('/v1'), at('/v1', '/v2'), [added('/v2')]],
    [
      'another path of one operation',
      served(undefined, { paths: { '/a': { get: done({ servers: [{ url: '/v1' }] }) } } }),
      served(undefined, { paths: { '/a': { get: done({ servers: [{ url: '/v2' }] }) } } }),
      [elsewhere('/v2', '/v1', 'GET /a')],
    ],
    [
      'another host of one path',
      served(undefined, { paths: { '/a': { get: done(), put: done(), servers: [{ url: 'https://a.example.com' }] } } }),
      served(undefined, { paths: { '/a': { get: done(), put: done(), servers: [{ url: 'https://b.example.com' }] } } }),
      [replaced('https://b.example.com', 'https://a.example.com', 'GET /a (and 1 more place)')],
    ],
    [
      'a value of a variable less, and one more',
      region({ default: 'eu', enum: ['eu', 'us'] }),
      region({ default: 'eu', enum: ['eu', 'ap'] }),
      [
        variable('warning compat/server-variable-narrowed', 'breaks-if-used', 'holds', 'is no longer us'),
        variable('note compat/server-variable-widened', 'holds', 'breaks-if-used', 'may be ap now'),
      ],
    ],
    [
      'a variable that could be anything',
      region({ default: 'eu' }),
      region({ default: 'eu', enum: ['eu'] }),
      [variable('warning compat/server-variable-narrowed', 'breaks-if-used', 'holds', 'is no longer any value')],
    ],
    [
      'another default',
      region({ default: 'eu', enum: ['eu', 'us'] }),
      region({ default: 'us', enum: ['eu', 'us'] }),
      [variable('warning compat/server-variable-default-changed', 'breaks-if-used', 'breaks-if-used', 'is us by default now, and was eu')],
    ],
    [
      'another default of a version in the path, with both there',
      region({ default: 'v1', enum: ['v1', 'v2'] }, '/{region}'),
      region({ default: 'v2', enum: ['v1', 'v2'] }, '/{region}'),
      [variable('warning compat/server-variable-default-changed', 'breaks-if-used', 'breaks-if-used', 'is v2 by default now, and was v1')],
    ],
    [
      'another version in the path, with the old one gone',
      region({ default: 'v1', enum: ['v1'] }, '/{region}'),
      region({ default: 'v2', enum: ['v2'] }, '/{region}'),
      [elsewhere('/v2', '/v1')],
    ],
  ])('%s', (_, old, next, expected) => {
    expect(told(old, next).toSorted()).toEqual([...expected].toSorted());
  });
});
