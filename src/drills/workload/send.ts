import { Agent } from 'undici';

/** What came back, as it is. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON, else text. */
  readonly body: unknown;
}

/** Sends one request; rejects when no whole answer came within `timeoutMs`. */
export type Send = (line: string, options: { headers?: Readonly<Record<string, string>> | undefined; body?: unknown }) => Promise<Reply>;

const parsed = (text: string, type: string | string[] | undefined): unknown => {
  if (!String(type ?? '').includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** A pool of connections to one address. Dispose of it to close them. */
export const sender = (origin: string, timeoutMs: number): { send: Send } & AsyncDisposable => {
  const agent = new Agent({ connections: 256, pipelining: 1, keepAliveTimeout: 4000 });
  return {
    send: async (line, { headers, body }) => {
      const [method = 'GET', path = '/'] = line.split(' ');
      const answer = await agent.request({
        origin,
        path,
        method: method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: answer.statusCode, headers: answer.headers, body: parsed(await answer.body.text(), answer.headers['content-type']) };
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
};
