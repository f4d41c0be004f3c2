import type { Agent } from 'undici';
import { messageOf } from '../../../core/error.ts';
import type { Exchange } from '../../../model/exchange.ts';
import { outcomeOf, type Said } from './outcome.ts';

export interface Sending {
  /** Without a slash at its end. */
  readonly base: string;
  readonly agent: Agent;
  /** Names in lower case; never printed. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole request, in ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Of an answer no more than so many bytes are read, and none is kept. */
const most = 64 * 1024;

/** Sends one request; redirects are not followed. @throws what the signal was aborted with */
export const send = async (
  { request, refused }: Pick<Exchange, 'request' | 'refused'>,
  sending: Sending,
): Promise<Said & { readonly status?: number; readonly ms?: number }> => {
  const { base, agent, headers, timeout, signal } = sending;
  const deadline = AbortSignal.timeout(timeout);
  const start = performance.now();
  try {
    const answer = await agent.request({
      origin: new URL(base).origin,
      path: new URL(base).pathname.replace(/\/$/, '') + request.target,
      method: request.method,
      headers: {
        'user-agent': 'rollback-drill',
        ...request.headers,
        ...(request.body ? { 'content-type': request.body.media } : {}),
        ...headers,
      },
      ...(request.body ? { body: request.body.text } : {}),
      signal: AbortSignal.any([deadline, signal]),
    });
    const ms = performance.now() - start;
    await answer.body.dump({ limit: most, signal: AbortSignal.any([deadline, signal]) }).catch(() => {});
    return { ...outcomeOf(answer.statusCode, refused.part), status: answer.statusCode, ms: Math.round(ms) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (deadline.aborted || /timeout/i.test((error as { code?: string }).code ?? ''))
      return { outcome: 'timed-out', because: `no answer within ${timeout} ms` };
    return { outcome: 'unreachable', because: causeOf(error) };
  }
};

/** What went wrong with a connection, in few words; several addresses that were tried have a cause each. */
const causeOf = (error: unknown): string => {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return messageOf(first);
};
