// An artifact made to go wrong: what it does wrong is in the config.json of the version whose folder it is started in.
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';

/** @type {{ version: string, says?: string } & Record<string, any>} */
const config = JSON.parse(readFileSync('config.json', 'utf8'));
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', () => {});
const query = async (text, values) => (await pool.query(text, values)).rows;

if (config.printsEnvironment) console.error(`environment ${JSON.stringify(process.env)}`);
if (config.endsAtStart) {
  console.error(config.endsAtStart);
  process.exit(3);
}
if (config.refusesColumn) {
  const [newer] = await query(`SELECT FROM information_schema.columns WHERE table_name = 'items' AND column_name = $1`, [
    config.refusesColumn,
  ]);
  if (newer) {
    console.error(`this schema is newer than ${config.version}: it has items.${config.refusesColumn}`);
    process.exit(4);
  }
}
// What it does before it serves, whoever's data it is on: it connects, asks by a variable, and has the database run something.
for (const [host, port] of config.connects ?? []) connect({ host, port }).on('error', () => {});
for (const { variable, method, path } of config.asks ?? [])
  await fetch(`${process.env[variable]}${path}`, { method }).then(async (answer) =>
    console.error(`${answer.status} ${await answer.text()}`),
  );
for (const sql of config.runs ?? []) await query(sql).catch((error) => console.error(error.message));
// What is kept beside the code makes the next start of the version another one.
if (config.keepsState) writeFileSync('state.json', String(Date.now()));
if (config.leavesGrandchild)
  spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  }).unref();

let written = 0;
let served = 0;
const insert = (key, name, state = 'ok') =>
  query('INSERT INTO items (key, name, state) VALUES ($1, $2, $3) RETURNING id', [key, name, state]);

/** Writes an item; the third one as the config says. */
const post = async ({ key, name }) => {
  written++;
  if (config.logsNames) console.error(`writing ${name}`);
  if (written === 3 && config.third === 'dropped') return [201, { id: 'dropped', key, name }];
  if (written === 3 && config.third === 'duplicated') await insert(key, name);
  const third = written === 3 ? config.third : undefined;
  const [{ id }] = third === 'changed' ? await insert(key, `${name}?`) : await insert(key, name, third);
  if (written === config.damagesAt) await query("UPDATE items SET name = 'gone'");
  // The log of its own: what was written, before that is acknowledged.
  if (process.env.ITEMS_LOG && !(config.logSkips && written === 3))
    appendFileSync(`${process.env.ITEMS_LOG}/items.jsonl`, `${JSON.stringify({ at: new Date().toISOString(), key, name })}\n`);
  return [201, { id, key, name }];
};

const list = async (key) => {
  const items = await query('SELECT id, key, name, state FROM items WHERE key = $1', [key]);
  if (items.some(({ state }) => state === config.cannotRead)) return [500, { error: `state ${config.cannotRead} is unknown` }];
  return [200, { items }];
};

const answer = async (request, url) => {
  if (url.pathname === '/healthz') return [200, { ok: (await query('SELECT 1')).length === 1 }];
  if (url.pathname === '/schema.json') return config.schema ? [200, config.schema] : [404, { error: 'none' }];
  if (url.pathname === '/version') return [200, { version: config.says ?? config.version }];
  served++;
  if (config.answersAfterMs) await sleep(config.answersAfterMs);
  if (config.failsEvery && served % config.failsEvery === 0) return [500, { error: 'no luck' }];
  if (config.crashesAfter && served > config.crashesAfter) {
    console.error('out of luck');
    process.exit(7);
  }
  if (request.method === 'GET') return list(url.searchParams.get('key'));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return post(JSON.parse(Buffer.concat(chunks).toString()));
};

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request, new URL(request.url, 'http://artifact')).catch((error) => [500, { error: error.message }]);
  response.writeHead(status, { 'content-type': 'application/json', 'x-version': config.version }).end(JSON.stringify(body));
});
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
if (config.neverListens) setInterval(() => {}, 1000);
else server.listen(Number(process.env.PORT), '127.0.0.1');
console.error(`${config.version} is up`);
