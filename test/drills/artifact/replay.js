// Replays the log of server.js into the database that was brought back: what was written since the given instant, and is not there.
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';

const config = JSON.parse(readFileSync('config.json', 'utf8'));
if (config.replay === 'fails') {
  console.error('the log is gone');
  process.exit(3);
}
if (config.replay === 'hangs') setInterval(() => {}, 1000);
else {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  const since = process.env.DRILL_REPLAY_FROM ?? '';
  const lines = readFileSync(`${process.env.ITEMS_LOG}/items.jsonl`, 'utf8').trim().split('\n');
  // Clocks differ a little: a second more of it does no harm, for what is there already is left out.
  const from = new Date(Date.parse(since) - 1000).toISOString();
  for (let times = config.replay === 'twice' ? 2 : 1; times > 0; times--)
    for (const { key, name } of lines.map((line) => JSON.parse(line)).filter((entry) => entry.at >= from))
      await pool.query(
        config.replay === 'twice' && times === 1
          ? 'INSERT INTO items (key, name, state) VALUES ($1, $2, $3)'
          : 'INSERT INTO items (key, name, state) SELECT $1::text, $2::text, $3::text WHERE NOT EXISTS (SELECT FROM items WHERE key = $1)',
        [key, name, 'ok'],
      );
  await pool.end();
}
