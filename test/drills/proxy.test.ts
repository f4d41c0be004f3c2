import { createHash, randomBytes } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Backend, type Proxy, servedByHeader, startProxy } from '../../src/drills/proxy.ts';

const opened: (() => Promise<void>)[] = [];
const agent = new Agent({ keepAlive: true });
let proxy: Proxy;
beforeEach(async () => {
  proxy = await startProxy(0);
});
afterEach(async () => {
  await proxy[Symbol.asyncDispose]();
  for (const close of opened.splice(0)) await close();
});

/** A version that answers as `handle` says. */
const version = async (role: 'old' | 'new', handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Backend> => {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { role, version: role === 'old' ? '1.0.0' : '1.1.0', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};
const plain = (role: 'old' | 'new'): Promise<Backend> => version(role, (_, response) => response.end('ok'));

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const ask = (
  path = '/',
  {
    method = 'GET',
    headers = {},
    body,
    signal,
    origin = proxy.origin,
  }: { method?: string; headers?: Record<string, string>; body?: Buffer; signal?: AbortSignal; origin?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(origin + path, { method, headers, agent, ...(signal ? { signal } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject).end(body);
  });

describe('the traffic split', () => {
  it.each([0.1, 0.25, 0.5, 0.9, 1])('is within one request of %s at every moment', async (share) => {
    const [old, fresh] = [await plain('old'), await plain('new')];
    proxy.split([
      { backend: fresh, share },
      { backend: old, share: 1 - share },
    ]);
    let served = 0;
    for (let n = 1; n <= 100; n++) {
      const { headers } = await ask();
      if (headers[servedByHeader] === '1.1.0') served++;
      expect(Math.abs(served - n * share)).toBeLessThanOrEqual(1);
    }
    expect([proxy.counted(fresh).served, proxy.counted(old).served]).toEqual([served, 100 - served]);
    expect(proxy.serving()).toBe(share === 1 ? 'new' : 'mixed');
  });
});

describe('with nobody to serve', () => {
  it('answers 503 at once, or after it held the request', async () => {
    expect((await ask()).status).toBe(503);
    await using holding = await startProxy(50);
    expect((await ask('/', { origin: holding.origin })).status).toBe(503);
    expect(holding.serving()).toBeUndefined();
  });

  it('holds requests until somebody serves', async () => {
    await using holding = await startProxy(10_000);
    const answers = Promise.all([1, 2, 3].map(() => ask('/', { origin: holding.origin })));
    await sleep(50);
    const backend = await plain('old');
    holding.split([{ backend, share: 1 }]);
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(holding.counted(backend).served).toBe(3);
  });

  it('forgets a request whose client gave up while it was held', async () => {
    await using holding = await startProxy(10_000);
    let reached = 0;
    const backend = await version('old', (_, response) => {
      reached++;
      response.end('ok');
    });
    await expect(
      ask('/', { method: 'POST', body: Buffer.from('x'), signal: AbortSignal.timeout(50), origin: holding.origin }),
    ).rejects.toThrow('aborted');
    await sleep(50);
    holding.split([{ backend, share: 1 }]);
    await ask('/', { origin: holding.origin });
    await holding.drained(backend, AbortSignal.timeout(1000));
    expect([reached, holding.counted(backend).served]).toEqual([1, 1]);
  });
});

describe('a version behind it', () => {
  it('is drained when its last answer has ended, and not before', async () => {
    const begun = Promise.withResolvers<ServerResponse>();
    const backend = await version('old', (_, response) => {
      begun.resolve(response);
    });
    proxy.split([{ backend, share: 1 }]);
    const answer = ask();
    const response = await begun.promise;
    await expect(proxy.drained(backend, AbortSignal.timeout(50))).rejects.toThrow('timeout');
    response.end('late');
    await answer;
    await proxy.drained(backend, AbortSignal.timeout(1000));
    expect(proxy.counted(backend)).toEqual({ served: 1, lastAt: expect.any(Number) });
  });

  it('that is dead gives 502 and has served nothing', async () => {
    const backend = await plain('old');
    await opened.pop()?.();
    proxy.split([{ backend, share: 1 }]);
    const { status, headers } = await ask();
    await proxy.drained(backend, AbortSignal.timeout(1000));
    expect([status, headers[servedByHeader], proxy.counted(backend)]).toEqual([502, '1.0.0', { served: 0, lastAt: undefined }]);
  });

  it('that dies in the middle of an answer breaks that answer off, and did not serve it', async () => {
    const backend = await version('old', (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    proxy.split([{ backend, share: 1 }]);
    await expect(ask()).rejects.toThrow('aborted');
    await proxy.drained(backend, AbortSignal.timeout(1000));
    expect(proxy.counted(backend).served).toBe(0);
  });

  it('that the client did not wait for did not serve it', async () => {
    const backend = await version('old', () => {});
    proxy.split([{ backend, share: 1 }]);
    await expect(ask('/', { signal: AbortSignal.timeout(50) })).rejects.toThrow('aborted');
    await proxy.drained(backend, AbortSignal.timeout(1000));
    expect(proxy.counted(backend).served).toBe(0);
  });

  it('gets no connection that it may have closed: each request has its own', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end('ok')).on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push(async () => void (await new Promise((resolve) => server.close(resolve))));
    proxy.split([
      { backend: { role: 'old', version: '1.0.0', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, share: 1 },
    ]);
    for (let n = 0; n < 5; n++) await ask();
    expect(connections).toBe(5);
  });
});

describe('what goes through', () => {
  const digest = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

  it.each([0, 1, 65_536, 5_000_000])('a body of %s bytes is the same on both ways', async (size) => {
    const backend = await version('old', (incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => response.setHeader('x-digest', digest(Buffer.concat(chunks))).end(Buffer.concat(chunks)));
    });
    proxy.split([{ backend, share: 1 }]);
    const body = randomBytes(size);
    const answer = await ask('/', { method: 'PUT', body, headers: { 'content-type': 'application/octet-stream' } });
    expect([answer.headers['x-digest'], digest(answer.body)]).toEqual([digest(body), digest(body)]);
  });

  it('method, path, query and headers arrive as they were sent, and the answer’s come back', async () => {
    let got: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers'] } | undefined;
    const backend = await version('old', ({ method, url, headers }, response) => {
      got = { method, url, headers };
      response.writeHead(418, 'teapot', { 'x-one': '1', 'set-cookie': ['a=1; Path=/', 'b=2'], etag: '"x"' }).end('{}');
    });
    proxy.split([{ backend, share: 1 }]);
    const answer = await ask('/a%2Fb//d?x=%20&x=2', {
      method: 'PATCH',
      headers: { authorization: 'Bearer x', 'idempotency-key': 'k', cookie: 'c=d' },
      body: Buffer.from('{}'),
    });
    const { method, url, headers } = got ?? { headers: {}, method: '', url: '' };
    expect([method, url, headers.authorization, headers['idempotency-key'], headers.cookie, headers['content-length']]).toEqual([
      'PATCH',
      '/a%2Fb//d?x=%20&x=2',
      'Bearer x',
      'k',
      'c=d',
      '2',
    ]);
    expect([answer.status, answer.headers['x-one'], answer.headers['set-cookie'], answer.headers.etag]).toEqual([
      418,
      '1',
      ['a=1; Path=/', 'b=2'],
      '"x"',
    ]);
  });

  it.each([
    ['HEAD', 200, { 'content-length': '17' }],
    ['DELETE', 204, {}],
    ['GET', 304, { etag: '"x"' }],
  ])('%s answered %s has no body and leaves the connection in order', async (method, status, headers) => {
    const backend = await version('old', (_, response) => response.writeHead(status, headers).end());
    proxy.split([{ backend, share: 1 }]);
    for (let n = 0; n < 3; n++) {
      const answer = await ask('/', { method });
      expect([answer.status, answer.body.length, answer.headers['content-length']]).toEqual([
        status,
        0,
        'content-length' in headers ? '17' : undefined,
      ]);
    }
  });
});
