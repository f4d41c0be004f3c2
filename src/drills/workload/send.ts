import { Agent } from 'undici';
import { longestTimer } from '../../core/deadline.ts';
import { exactInteger } from './match.ts';

/** What came back, as it is. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON, else text. */
  readonly body: unknown;
}

/** Sends one request; rejects when no whole answer came within `timeoutMs`. */
export type Send = (line: string, options: { headers?: Readonly<Record<string, string>> | undefined; body?: unknown }) => Promise<Reply>;

/** An integer that a double cannot hold keeps its digits: what N wrote must not look equal to what N-1 rounds it to. */
const exactly = (_: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value)
    ? exactInteger(source)
    : value;

const parsed = (text: string, type: string | string[] | undefined): unknown => {
  if (!String(type ?? '').includes('json')) return text;
  try {
    return JSON.parse(text, exactly as (this: unknown, key: string, value: unknown) => unknown) as unknown;
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
        signal: AbortSignal.timeout(Math.min(timeoutMs, longestTimer)),
      });
      return { status: answer.statusCode, headers: answer.headers, body: parsed(await answer.body.text(), answer.headers['content-type']) };
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
};
