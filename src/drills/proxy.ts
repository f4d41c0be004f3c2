import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProxyServer } from 'httpxy';
import { sleep } from '../core/deadline.ts';
import { messageOf } from '../core/error.ts';
import type { Role } from '../model/journal.ts';

/** Somewhere that requests can go. */
export interface Backend {
  readonly role: Role;
  readonly version: string;
  readonly origin: string;
}

/** One entry of the traffic split; shares need not add up to 1. */
export interface Share {
  readonly backend: Backend;
  readonly share: number;
}

/** The harness's own reverse proxy: the one address that clients know while versions come and go behind it. */
export interface Proxy extends AsyncDisposable {
  readonly origin: string;
  /** From now on requests are split like this. With nobody to serve, they are held, then answered 503. */
  readonly split: (shares: readonly Share[]) => void;
  /** Waits until a backend has no request in flight, or the signal aborts. */
  readonly drained: (backend: Backend, signal: AbortSignal) => Promise<void>;
  /** Requests that a backend answered, and when the last answer ended (monotonic ms). */
  readonly counted: (backend: Backend) => { readonly served: number; readonly lastAt: number | undefined };
  /** Who gets requests now: nobody, one backend's role, or several. */
  readonly serving: () => Role | 'mixed' | undefined;
}

/** Response header with the version that the proxy chose. */
export const servedByHeader = 'drill-served-by';

interface Track {
  inFlight: number;
  served: number;
  lastAt: number | undefined;
  /** Credit of the smooth weighted round robin. */
  credit: number;
}

/**
 * Starts the proxy on a loopback port of its own.
 * @param holdMs how long a request waits for somebody to serve it before it is answered 503
 */
export const startProxy = async (holdMs: number): Promise<Proxy> => {
  const tracks = new Map<Backend, Track>();
  let shares: readonly Share[] = [];
  let waiting: (() => void)[] = [];
  // No connection is kept to a backend: one that just closed an idle connection must not count as an error of its.
  const agent = new Agent({ keepAlive: false });
  const forward = createProxyServer({ xfwd: true, agent });

  const trackOf = (backend: Backend): Track => {
    const known = tracks.get(backend);
    if (known) return known;
    const fresh: Track = { inFlight: 0, served: 0, lastAt: undefined, credit: 0 };
    tracks.set(backend, fresh);
    return fresh;
  };

  /** Smooth weighted round robin: over any few requests each backend gets its share, in turns. */
  const next = (): Backend | undefined => {
    let chosen: Backend | undefined;
    let total = 0;
    for (const { backend, share } of shares) {
      const track = trackOf(backend);
      track.credit += share;
      total += share;
      if (chosen === undefined || track.credit > trackOf(chosen).credit) chosen = backend;
    }
    if (chosen) trackOf(chosen).credit -= total;
    return chosen;
  };

  /** Waits for somebody to serve, but no longer than `holdMs`. */
  const released = async (): Promise<void> => {
    const gone = new AbortController();
    await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), sleep(holdMs, gone.signal)]);
    gone.abort();
  };

  const refuse = (response: ServerResponse, status: number, what: string): void => {
    if (response.headersSent) return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ title: what }));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (shares.length === 0 && holdMs > 0) await released();
    const backend = response.destroyed ? undefined : next();
    // The client gave up while it was held. Nobody is asked then: a write would be made that no one waits for.
    if (response.destroyed) return;
    if (!backend) return refuse(response, 503, 'no version is serving');
    const track = trackOf(backend);
    let answered = true;
    track.inFlight++;
    response.once('close', () => {
      track.inFlight--;
      if (!answered || !response.writableFinished) return;
      track.served++;
      track.lastAt = performance.now();
    });
    response.setHeader(servedByHeader, backend.version);
    await forward.web(request, response, { target: backend.origin }).catch((error: unknown) => {
      answered = false;
      refuse(response, 502, `${backend.version} did not answer: ${messageOf(error)}`);
    });
  };

  const server = createServer((request, response) => void handle(request, response));
  server.keepAliveTimeout = 600_000; // Clients close their connections, we never do: it would count as an error.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    split: (wanted) => {
      shares = wanted.filter(({ share }) => share > 0);
      for (const track of tracks.values()) track.credit = 0;
      if (shares.length === 0) return;
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    },
    drained: async (backend, signal) => {
      while (trackOf(backend).inFlight > 0) await sleep(5, signal);
    },
    counted: (backend) => {
      const { served, lastAt } = trackOf(backend);
      return { served, lastAt };
    },
    serving: () => (shares.length > 1 ? 'mixed' : shares[0]?.backend.role),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
