import { describe, expect, it } from 'vitest';
import { type Replay, replayed } from '../../../../src/compat/exchange/replay/replay.ts';
import type { ContractReport } from '../../../../src/model/check.ts';
import { api, compareTexts } from '../../contracts.ts';
import type { Operation, Paths } from '../checker.ts';
import { serve } from './server.ts';

const responses = { 200: { description: '' } };
const limit = (maximum?: number) => ({
  name: 'limit',
  in: 'query' as const,
  required: true,
  schema: { type: 'integer', minimum: 0, ...(maximum === undefined ? {} : { maximum }) },
});
const get = (maximum?: number): Operation => ({ parameters: [limit(maximum)], responses });
const post = (most: number): Operation => ({
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: most } } } },
    },
  },
  responses,
});

const compare = (old: Paths, next: Paths): ContractReport =>
  compareTexts(api(old), api(next), 'openapi', { exchanges: { error: 1000, warning: 1000, note: 1000 } });

const replay = (url: string, more: Partial<Replay> = {}): Replay => ({
  url: new URL(url),
  version: 'N',
  writes: false,
  headers: {},
  signal: new AbortController().signal,
  ...more,
});
const said = async (contract: ContractReport, to: Replay) =>
  (await replayed(contract, to)).results
    .map(({ request, outcome, status }) => [request, outcome, ...(status === undefined ? [] : [status])].join(' '))
    .sort();

describe('a replay', () => {
  const old: Paths = { '/a': { get: get(), post: post(9) }, '/gone': { get: { responses } } };
  const next: Paths = { '/a': { get: get(5), post: post(3) } };

  it('tells what a server that does as its document says refuses', async () => {
    await using server = await serve(next);
    expect(await said(compare(old, next), replay(server.url, { writes: true }))).toEqual([
      'GET /a?limit=6 refused 400',
      'GET /gone refused 404',
      'POST /a refused 400',
    ]);
    expect(server.seen.map(({ line, body }) => `${line} ${body}`).sort()).toEqual([
      'GET /a?limit=6 ',
      'GET /gone ',
      'POST /a {"a":"aaaa"}',
    ]);
  });

  it('tells what a server that is kinder than its document takes', async () => {
    await using server = await serve(old);
    expect(await said(compare(old, next), replay(server.url, { writes: true }))).toEqual([
      'GET /a?limit=6 accepted 200',
      'GET /gone accepted 200',
      'POST /a accepted 200',
    ]);
  });

  it('sends nothing that may change data unless it is told to', async () => {
    await using server = await serve(next);
    const { results } = await replayed(compare(old, next), replay(server.url));
    expect(results.find(({ request }) => request === 'POST /a')).toMatchObject({
      outcome: 'not-sent',
      because: 'POST may change data there; --replay-writes sends it',
    });
    expect(server.seen.map(({ line }) => line).sort()).toEqual(['GET /a?limit=6', 'GET /gone']);
  });

  it('sends what the version that runs there refuses, and nothing else', async () => {
    await using server = await serve(next);
    // Nothing that a client of N sends is refused by N-1.
    expect(await said(compare(old, next), replay(server.url, { version: 'N-1' }))).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  it('asks below the path of the address', async () => {
    await using server = await serve(next, {}, '/v1');
    await replayed(compare(old, next), replay(`${server.url}/`));
    expect(server.seen.map(({ line }) => line).sort()).toEqual(['GET /v1/a?limit=6', 'GET /v1/gone']);
  });

  it('hands credentials on, and repeats them nowhere', async () => {
    await using server = await serve(next);
    const report = await replayed(compare(old, next), replay(server.url, { headers: { authorization: 'Bearer s3cret' } }));
    expect(server.seen.map(({ headers }) => headers['authorization'])).toEqual(['Bearer s3cret', 'Bearer s3cret']);
    expect(JSON.stringify(report)).not.toContain('s3cret');
  });

  it('tells other answers apart, and follows none elsewhere', async () => {
    const names = ['401', '404', '429', '302', '500', 'cut'];
    const of = (maximum?: number): Paths => Object.fromEntries(names.map((name) => [`/${name}`, { get: get(maximum) }]));
    await using server = await serve(of(5), {
      ...Object.fromEntries(
        ['401', '404', '429', '302', '500'].map((name) => [
          `/${name}`,
          (response) => void response.writeHead(Number(name), { location: '/elsewhere' }).end(),
        ]),
      ),
      '/cut': (response) => void response.destroy(),
    });
    expect(await said(compare(of(), of(5)), replay(server.url))).toEqual([
      'GET /302?limit=6 redirected 302',
      'GET /401?limit=6 unauthorised 401',
      'GET /404?limit=6 not-found 404',
      'GET /429?limit=6 limited 429',
      'GET /500?limit=6 server-error 500',
      'GET /cut?limit=6 unreachable',
    ]);
    expect(server.seen).toHaveLength(6);
  });

  it('waits no longer than its bounds say', async () => {
    await using server = await serve(next, { '/a': () => {}, '/gone': () => {} });
    const { results } = await replayed(compare(old, next), replay(server.url, { bounds: { timeout: 100 } }));
    expect(results.map(({ outcome, because }) => `${outcome}: ${because}`).sort()).toEqual([
      'not-sent: POST may change data there; --replay-writes sends it',
      'timed-out: no answer within 100 ms',
      'timed-out: no answer within 100 ms',
    ]);
  });

  it('sends no more than its bounds say', async () => {
    const of = (maximum?: number): Paths => Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`/p${i}`, { get: get(maximum) }]));
    await using server = await serve(of(5));
    const { results } = await replayed(compare(of(), of(5)), replay(server.url, { bounds: { count: 3 } }));
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'not-sent', 'not-sent']);
    expect(server.seen).toHaveLength(3);
  });

  it('says that nobody is there', async () => {
    const server = await serve(next);
    await server[Symbol.asyncDispose]();
    expect(await said(compare(old, next), replay(server.url))).toEqual([
      'GET /a?limit=6 unreachable',
      'GET /gone unreachable',
      'POST /a not-sent',
    ]);
  });

  it('ends when it is interrupted', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    await using server = await serve(next, { '/a': () => controller.abort(reason), '/gone': () => controller.abort(reason) });
    await expect(replayed(compare(old, next), replay(server.url, { signal: controller.signal }))).rejects.toBe(reason);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a replay asks where the operations are', () => {
  const known: Operation = { responses };
  const old: Paths = { '/known': { get: known }, '/a': { get: get() }, '/gone': { get: { responses } } };
  const next: Paths = { '/known': { get: known }, '/a': { get: get(5) } };
  const contract = (before: Paths, after: Paths, ...urls: readonly string[]): ContractReport => {
    const servers = urls.map((url) => ({ url }));
    return compareTexts(api(before, { servers }), api(after, { servers }), 'openapi', {
      exchanges: { error: 1000, warning: 1000, note: 1000, replays: true },
    });
  };
  /** What was sent and said, from the address of the server on. */
  const told = async (of: ContractReport, prefix: string, path = '') => {
    await using server = await serve(next, {}, prefix);
    const { origin } = new URL(server.url);
    const report = await replayed(of, replay(`${origin}${path}`));
    return {
      url: report.url.replace(origin, ''),
      note: report.note,
      said: report.results.map(({ request, outcome }) => `${request} ${outcome}`).sort(),
      seen: server.seen.map(({ line }) => line).sort(),
    };
  };
  const right = ['GET /a?limit=6 refused', 'GET /gone refused'];
  const wrong = ['GET /a?limit=6 not-found', 'GET /gone not-found'];
  const added = '/v2, which the servers of the document put before each path, is added to the address';

  it.each<[string, readonly string[], string, string, string, string | undefined, readonly string[]]>([
    ['below the path of the servers', ['https://a.example/v2'], '/v2', '', '/v2', added, right],
    ['below that of the first', ['https://a.example/v2', 'https://a.example/v3'], '/v2', '', '/v2', added, right],
    ['below a path without a host', ['/v2'], '/v2', '/', '/v2', added, right],
    [
      'at the address alone where they are there',
      ['https://a.example/v2'],
      '',
      '',
      '',
      'the servers of the document put /v2 before each path; it answers without',
      right,
    ],
    ['below the path of the address before others', ['https://a.example/v2'], '/x', '/x', '/x', undefined, right],
    ['as it was told where servers have no path', ['https://a.example'], '', '', '', undefined, right],
    ['nowhere, and says so: nothing is there', ['https://a.example/v2'], '/x', '', '/v2', added, wrong],
    ['nowhere, and says so: another path', ['https://a.example'], '', '/typo', '/typo', undefined, wrong],
  ])('%s', async (_, servers, prefix, path, url, note, said) => {
    expect(await told(contract(old, next, ...servers), prefix, path)).toMatchObject({ url, note, said });
  });

  it('by an operation that is there, where only those are sent that are gone', async () => {
    const bare = contract({ '/known': { get: known }, '/gone': { get: { responses } } }, { '/known': { get: known } });
    expect(await told(bare, '')).toMatchObject({ said: ['GET /gone refused'], seen: ['GET /gone', 'GET /known'] });
    expect(await told(bare, '', '/typo')).toMatchObject({ said: ['GET /gone not-found'] });
  });

  it('and not at all where no request may be sent', async () => {
    const writing = contract({ ...next, '/gone': { post: { responses } } }, next, 'https://a.example/v2');
    expect(await told(writing, '/v2')).toMatchObject({ said: ['POST /gone not-sent'], seen: [], url: '' });
  });
});
