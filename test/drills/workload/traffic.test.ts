import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { declaredWorkload } from '../../../src/drills/workload/declared.ts';
import { mismatch } from '../../../src/drills/workload/match.ts';
import { observer } from '../../../src/drills/workload/observer.ts';
import { sender, type Send } from '../../../src/drills/workload/send.ts';
import { startTraffic, type TrafficOptions } from '../../../src/drills/workload/traffic.ts';

const answering: Send = () => Promise.resolve({ status: 200, headers: {}, body: {} });
const options = (more: Partial<TrafficOptions>): TrafficOptions => ({
  workload: { journeys: [] },
  rate: 200,
  runId: 'r',
  send: answering,
  requestTimeoutMs: 1000,
  observer: observer(),
  originMs: performance.now(),
  serving: () => 'old',
  versionHeader: undefined,
  ...more,
});

describe('traffic', () => {
  it('takes journeys in turn by their weights', async () => {
    const names: string[] = [];
    const journey = (name: string, weight?: number) => ({
      name,
      ...(weight === undefined ? {} : { weight }),
      run: () => Promise.resolve(void names.push(name)),
    });
    const traffic = startTraffic(options({ rate: 1000, workload: { journeys: [journey('a', 3), journey('b', 2), journey('c')] } }));
    while (names.length < 12) await sleep(1);
    await traffic.stop();
    for (const six of [names.slice(0, 6), names.slice(6, 12)]) expect(six.toSorted().join('')).toBe('aaabbc');
  });

  it('leaves out journeys of a version that does not serve alone', async () => {
    const names: string[] = [];
    let serving: 'old' | 'mixed' | 'new' = 'old';
    const journey = (name: string, only?: 'old' | 'new') => ({
      name,
      ...(only ? { only } : {}),
      run: () => Promise.resolve(void names.push(`${name} ${serving}`)),
    });
    const traffic = startTraffic(
      options({ rate: 1000, serving: () => serving, workload: { journeys: [journey('any'), journey('o', 'old'), journey('n', 'new')] } }),
    );
    for (const next of ['mixed', 'new', 'new'] as const) {
      const count = names.length;
      while (names.length < count + 8) await sleep(1);
      serving = next;
    }
    await traffic.stop();
    expect([...new Set(names)].sort()).toEqual(['any mixed', 'any new', 'any old', 'n new', 'o old']);
  });

  it('measures from the intended start: what waits for a slow server’s one connection is late by all of that', async () => {
    // One request at a time, 40 ms each, while one is wanted every 10 ms: the n-th is late by about 30 ms times n.
    let busy = Promise.resolve();
    const slow: Send = async () => {
      busy = busy.then(() => sleep(40));
      await busy;
      return { status: 200, headers: {}, body: {} };
    };
    const seen = observer();
    const traffic = startTraffic(
      options({
        rate: 100,
        send: slow,
        requestTimeoutMs: 20_000,
        observer: seen,
        workload: { journeys: [{ name: 'a', run: async (client) => void (await client.request('GET /')) }] },
      }),
    );
    while (seen.samples.length < 12) await sleep(5);
    await traffic.stop();
    const latencies = seen.samples.slice(0, 12).map(({ latencyMs }) => latencyMs);
    // A closed loop would say 40 ms for each of them.
    expect(latencies.every((ms, n) => n === 0 || ms > (latencies[n - 1] ?? 0))).toBe(true);
    expect(latencies[11]).toBeGreaterThan(12 * 40 - 11 * 10 - 60);
  });

  it.each([
    [
      'throws at once',
      () => {
        throw new TypeError('mine');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('mine'))],
  ])('a journey that %s breaks the workload', async (_, run) => {
    const traffic = startTraffic(options({ workload: { journeys: [{ name: 'a', run }] } }));
    await expect(traffic.broken).rejects.toThrow('mine');
    await traffic.stop();
  });

  it('an unexpected answer ends the errand, is recorded once with its count, and breaks nothing', async () => {
    const seen = observer();
    let after = 0;
    const traffic = startTraffic(
      options({
        observer: seen,
        send: () => Promise.resolve({ status: 500, headers: { 'drill-served-by': '1.1.0' }, body: { n: 1 } }),
        workload: {
          journeys: [
            {
              name: 'a',
              run: async (client) => {
                await client.request(`GET /a/${client.n}`);
                after++;
              },
            },
          ],
        },
      }),
    );
    while (seen.samples.length < 5) await sleep(5);
    await traffic.stop();
    expect([after, seen.failedExpectations()]).toEqual([
      0,
      [
        {
          phase: 'baseline',
          version: '1.1.0',
          journey: 'a',
          request: 'GET /a/1',
          what: 'answered 500',
          expected: '2xx',
          got: { n: 1 },
          count: seen.samples.length,
        },
      ],
    ]);
  });

  it('takes an answer without a value that is to be captured for a failed request, and goes no further', async () => {
    const seen = observer();
    const lines: string[] = [];
    const workload = declaredWorkload(
      { journeys: [{ name: 'a', steps: [{ request: 'POST /a', capture: { id: '/id' } }, { request: 'GET /a/${id}' }] }] },
      'w.yaml',
    );
    const send: Send = (line) => (lines.push(line), Promise.resolve({ status: 201, headers: {}, body: { name: 'a' } }));
    const traffic = startTraffic(options({ observer: seen, send, workload }));
    while (seen.samples.length < 2) await sleep(5);
    await traffic.stop();
    expect([new Set(lines), seen.failedExpectations().map(({ what }) => what)]).toEqual([new Set(['POST /a']), ['/id is missing']]);
  });

  it.each<[string, number, unknown, string[]]>([
    ['an answer that is as expected acknowledges', 200, { ok: true }, ['new']],
    ['a refusal leaves the write before it', 409, { ok: true }, ['old']],
    ['an error of the server leaves both possible', 500, { ok: true }, ['old', 'new']],
    ['a success that is not as expected leaves both possible', 200, { ok: false }, ['old', 'new']],
  ])('of two writes of one resource: %s', async (_, status, body, possible) => {
    const seen = observer();
    const send: Send = (line) => Promise.resolve({ status: line.startsWith('PUT') ? status : 200, headers: {}, body });
    const done = new Set<number>();
    const traffic = startTraffic(
      options({
        observer: seen,
        send,
        workload: {
          journeys: [
            {
              name: 'a',
              run: async (client) => {
                if (client.n > 1) return;
                await client.request('POST /x', { write: { read: 'GET /x', expect: 'old' } });
                done.add(client.n);
                await client.request('PUT /x', { expect: { ok: true }, write: { read: 'GET /x', expect: 'new' } });
              },
            },
          ],
        },
      }),
    );
    while (seen.samples.length < 2) await sleep(5);
    await traffic.stop();
    expect(seen.acked.all().flatMap(({ wanted, or }) => [wanted, ...or].map(({ expect: e }) => e))).toEqual(possible);
  });

  it('a journey that never ends is named, and does not keep us', async () => {
    const traffic = startTraffic(
      options({ requestTimeoutMs: 1, workload: { journeys: [{ name: 'endless', run: () => new Promise<void>(() => {}) }] } }),
    );
    await sleep(20);
    await traffic.stop();
    await expect(traffic.broken).rejects.toThrow('"endless" did not end within 1.00 s of the end of the traffic');
  });
});

describe('the sender', () => {
  it('gives an answer up after its time, and reads JSON where it is said to be', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/slow') return;
      response.writeHead(200, {
        'content-type':
          request.url === '/json' ? 'application/problem+json' : request.url === '/broken' ? 'application/json' : 'text/plain',
      });
      response.end(request.url === '/broken' ? '{' : '{"a":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await using to = sender(origin, 20_000);
      await using hasty = sender(origin, 50);
      const bodies = await Promise.all(['/json', '/text', '/broken'].map(async (path) => (await to.send(`GET ${path}`, {})).body));
      expect(bodies).toEqual([{ a: 1 }, '{"a":1}', '{']);
      await expect(hasty.send('GET /slow', {})).rejects.toThrow('timeout');
    }
    server.closeAllConnections();
    server.close();
  });
});

describe('integers that a double cannot hold', () => {
  const one = '{"id":9007199254740993}';

  it.each([
    ['are equal to themselves', one, one, true],
    ['are not equal to what they are rounded to', one, '{"id":9007199254740992}', false],
    ['are not equal to a double', one, '{"id":9007199254740993.0}', false],
  ])('%s', async (_, written, read, equal) => {
    const answers = [written, read];
    const server = createServer((__, response) => response.setHeader('content-type', 'application/json').end(answers.shift()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await using to = sender(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2000);
      const [first, second] = [await to.send('GET /', {}), await to.send('GET /', {})];
      expect(mismatch(first.body, second.body) === undefined).toBe(equal);
      expect(JSON.stringify(first.body)).toBe(written);
    } finally {
      server.close();
    }
  });
});
