import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, contractOf, errorsOf, operationsOf, schemaOf, versions } from './orders/artifact.ts';

// What the services do where no database is at hand; with one, the drill itself rehearses them.

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly header: string | null;
}
const item = { sku: 's', quantity: 1, priceCents: 1 };
const placing = (body: unknown): RequestInit => ({ headers: { 'idempotency-key': 'k' }, body: JSON.stringify(body) });

describe.each(versions)('orders %s without a database', (version) => {
  let child: ChildProcess;
  let base: string;
  const events: string[] = [];

  beforeAll(async () => {
    // Nothing listens on port 1.
    const env = { PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    child = spawn(process.execPath, ['server.js'], { cwd: at(`drills/orders/${version}/`), env, stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('no output to read');
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => events.push((JSON.parse(line) as { event: string }).event));
    const [first] = (await once(lines, 'line')) as [string];
    base = `http://127.0.0.1:${(JSON.parse(first) as { port: number }).port}`;
  });
  afterAll(() => void child.kill('SIGKILL'));

  const call = async (operation: string, init: RequestInit = {}): Promise<Reply> => {
    const [method = '', path = ''] = operation.replace('{id}', '1').split(' ');
    const response = await fetch(`${base}${path}`, { ...init, method });
    return { status: response.status, body: await response.json(), header: response.headers.get('x-orders-version') };
  };

  test('answers every operation of its contract and none that only a later one has', async () => {
    const isProblem = schemaOf(version, 'Problem');
    const own = operationsOf(contractOf(version));
    const wanted = (operation: string): string => {
      if (operation === 'GET /version') return `200 ${version} no problem`;
      if (!own.includes(operation)) return `404 ${version} problem`;
      return operation === 'GET /healthz' ? `503 ${version} problem` : `500 ${version} problem`;
    };
    const all = operationsOf(contractOf('1.6.0'));
    const answers = all.map(async (operation) => {
      const reply = await call(operation, operation === 'POST /orders' ? placing({ customer: 'c', items: [item] }) : {});
      return `${operation}: ${reply.status} ${reply.header} ${errorsOf(isProblem, reply.body) === '' ? 'problem' : 'no problem'}`;
    });
    expect(await Promise.all(answers)).toEqual(all.map((operation) => `${operation}: ${wanted(operation)}`));
  });

  test.each([
    ['a body that is no JSON', { headers: { 'idempotency-key': 'k' }, body: '{' }, 'the body must be JSON'],
    ['no key', { body: '{}' }, 'the header idempotency-key must be 1 to 100 letters, digits or any of _ . : -'],
    ['null', placing(null), 'customer must be 1 to 100 letters, digits or any of _ . : -'],
    ['no items', placing({ customer: 'c', items: [] }), 'items must be a list of 1 to 20'],
    ['half an item', placing({ customer: 'c', items: [{ ...item, quantity: 0.5 }] }), 'quantity must be a whole number from 1 to 100'],
    ['too long a body', placing('x'.repeat(70_000)), 'the body must not be longer than 65536 bytes'],
  ])('refuses %s, and says why', async (_, init, title) => {
    expect(await call('POST /orders', init)).toEqual({ status: 400, body: { status: 400, title }, header: version });
  });

  test('looks at a note from 1.5.0 on, and ignores it before', async () => {
    const { status } = await call('POST /orders', placing({ customer: 'c', items: [item], note: 'half a pair: \ud800' }));
    expect(status).toBe(version === '1.4.0' ? 500 : 400);
  });

  test('ends in less than a second when it is told to, with exit code 0', async () => {
    const started = performance.now();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(new Set(events)).toEqual(new Set(['listening', 'failed', 'stopped']));
  });
});
