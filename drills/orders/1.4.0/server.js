// HTTP around the orders of orders.js: configuration, routing, problems as JSON, and an orderly end.
// The same file in every version: what a release changes is in orders.js and migrations/.
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { ordersApi } from './orders.js';
import { must, Problem } from './problem.js';

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const { version } = read('package.json');
const config = read('config.json');
const log = (event, more) => console.log(JSON.stringify({ at: new Date().toISOString(), version, event, ...more }));

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, application_name: `orders/${version}`, ...config.pool });
// Without a listener, a connection that the database closes while it is idle would end the process.
pool.on('error', (error) => log('database connection lost', { error: error.message }));
const query = async (text, values) => (await pool.query(text, values)).rows;

const health = async () => {
  try {
    await query('SELECT 1');
    return [200, { status: 'ok' }];
  } catch {
    throw new Problem(503, 'the database does not answer');
  }
};

// What became of an order, a line for each time, written before it is acknowledged and never changed: where the database has to be brought
// back from a backup, replay.js brings back what is written here.
const keep = (entry) => {
  if (process.env.ORDERS_LOG) appendFileSync(`${process.env.ORDERS_LOG}/orders.jsonl`, `${JSON.stringify({ at: new Date(), ...entry })}\n`);
};

let served = 0; // requests of the API: being asked for health or version is none
const operational = [
  ['GET', /^\/healthz$/, health],
  ['GET', /^\/version$/, () => [200, { version, served }]],
];
const api = ordersApi({ query, config, version });

const readJson = async (request) => {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    must(size <= config.maxBodyBytes, `the body must not be longer than ${config.maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Problem(400, 'the body must be JSON');
  }
};

/** Finds who answers, and lets it: a status and, but for 204, a body. */
const answer = async (request) => {
  const url = URL.parse(request.url, 'http://orders');
  must(url !== null, 'the request target is no URL');
  for (const routes of [operational, api]) {
    for (const [method, path, handle] of routes) {
      const match = request.method === method && path.exec(url.pathname);
      if (!match) continue;
      if (routes === api) served += 1;
      const [status, body] = await handle({
        ...match.groups,
        headers: request.headers,
        search: url.searchParams,
        json: () => readJson(request),
      });
      if (routes === api && request.method !== 'GET') keep(body ? { order: body } : { gone: match.groups.id });
      return [status, body];
    }
  }
  throw new Problem(404, `there is no ${request.method} ${url.pathname}`);
};

/** What the client may know of an error: its own part in it. The rest is for the log. */
const problemOf = (error, request) => {
  if (error instanceof Problem) return [error.status, { status: error.status, title: error.message }];
  log('failed', { request: `${request.method} ${request.url}`, error: error.message });
  return [500, { status: 500, title: 'internal error' }];
};

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request).catch((error) => problemOf(error, request));
  response.setHeader('x-orders-version', version);
  // Once we are stopping, a connection that was busy must not be kept for a next request.
  if (!server.listening) response.setHeader('connection', 'close');
  if (body === undefined) return response.writeHead(status).end();
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body));
});
// Longer than a proxy in front keeps its connections, so that it is never the one to be surprised.
server.keepAliveTimeout = 65_000;
server.on('error', (error) => {
  log('cannot listen', { error: error.message });
  process.exitCode = 1;
});

const stop = () => {
  server.close(async () => {
    await pool.end();
    log('stopped', { served });
  });
  server.closeIdleConnections();
  // A client that connected and says nothing counts as busy: it must not hold us up.
  setTimeout(() => server.closeAllConnections(), config.stopWithinMs).unref();
};
process.once('SIGTERM', stop).once('SIGINT', stop);

server.listen(Number(process.env.PORT), '127.0.0.1', () => log('listening', { port: server.address().port }));
