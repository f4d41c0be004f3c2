import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openScratch } from '../../src/core/scratch/scratch.ts';
import { startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { migrateUp, readMigrations } from '../../src/storage/engines/postgres/migrations.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { at, versions } from './orders/artifact.ts';

// The log that orders itself writes, as 1.6.0 wrote it, replayed by each version into what was brought back of its own.

const never = new AbortController().signal;
const order = (id: number, more: object = {}): object => ({
  id,
  key: `k${id}`,
  customer: 'c',
  status: 'placed',
  totalCents: 150,
  currency: 'EUR',
  items: [{ sku: 's', quantity: 1, priceCents: 150 }],
  note: 'at the door',
  placedAt: '2026-03-01T12:00:00.000Z',
  next: ['ship', 'cancel'],
  ...more,
});
const lines = [
  { at: '2026-03-01T11:59:00.000Z', order: order(7) }, // Long before the point: it is in the backup, or was deleted since.
  { at: '2026-03-01T12:00:01.000Z', order: order(1, { status: 'shipped' }) },
  { at: '2026-03-01T12:00:02.000Z', order: order(2) },
  { at: '2026-03-01T12:00:03.000Z', order: order(3, { status: 'on_hold', totalCents: 269_700 }) },
  { at: '2026-03-01T12:00:04.000Z', gone: '2' },
];

it.each(versions)('%s brings back what it can of what 1.6.0 wrote, once', { timeout: 60_000 }, async (version) => {
  await using scratch = await openScratch(`replay${process.pid}${version.replaceAll('.', '')}`);
  await using server = await startEmbedded(scratch, never, { inMemory: true });
  await server.createDatabase('orders');
  const url = server.url('orders');
  await using session = await openSession(url);
  await migrateUp(session, await readMigrations(fileURLToPath(at(`drills/orders/${version}/migrations`))));
  await session.query("INSERT INTO orders (key, customer, status, total_cents, items) VALUES ('k1', 'c', 'placed', 150, '[]')");
  const log = join(scratch.folder, 'log');
  mkdirSync(log);
  writeFileSync(join(log, 'orders.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const env = { DATABASE_URL: url, ORDERS_LOG: log, DRILL_REPLAY_FROM: '2026-03-01T12:00:00.500000Z' };
  for (let times = 0; times < 2; times++) execFileSync(process.execPath, ['replay.js'], { cwd: at(`drills/orders/${version}/`), env });
  expect(await session.query('SELECT id, key, status, total_cents AS cents FROM orders ORDER BY id')).toEqual([
    { id: '1', key: 'k1', status: 'shipped', cents: '150' },
    { id: '3', key: 'k3', status: 'placed', cents: '269700' },
  ]);
  const [next] = await session.query<{ id: string }>(
    "INSERT INTO orders (key, customer, status, total_cents, items) VALUES ('k9', 'c', 'placed', 1, '[]') RETURNING id",
  );
  expect(next?.id).toBe('4');
});
