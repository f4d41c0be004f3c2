// Brings into the database what the log of server.js holds since an instant, as this version keeps it. Replayed again it changes nothing.
// The same file in every version.
import { readFileSync } from 'node:fs';
import pg from 'pg';

const lines = readFileSync(`${process.env.ORDERS_LOG}/orders.jsonl`, 'utf8').split('\n').filter(Boolean);
// Clocks of machines differ a little, and what is there already is only written again.
const from = new Date(Date.parse(process.env.DRILL_REPLAY_FROM) - 1000).toISOString();
const entries = lines.map((line) => JSON.parse(line)).filter(({ at }) => at >= from);

// Columns that this version does not have are left out. An order that a later one has put on hold was placed.
const put = `INSERT INTO orders OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::orders, $1)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status`;
const rowOf = ({ totalCents, currency = 'EUR', status, placedAt, ...order }) => ({
  ...order,
  status: status === 'on_hold' ? 'placed' : status,
  total_cents: totalCents,
  total: totalCents / 100,
  currency,
  placed_at: placedAt,
});

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('BEGIN');
for (const { order, gone } of entries) {
  if (gone) await client.query('DELETE FROM orders WHERE id = $1', [gone]);
  else await client.query(put, [rowOf(order)]);
}
await client.query("SELECT setval(pg_get_serial_sequence('orders', 'id'), greatest((SELECT max(id) FROM orders), 1))");
await client.query('COMMIT');
await client.end();
console.log(`${entries.length} of ${lines.length} lines since ${from}`);
