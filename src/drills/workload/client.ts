import { DrillError, messageOf } from '../../core/error.ts';
import { type Proxy, servedByHeader } from '../proxy.ts';
import { mismatch, mismatchText } from './match.ts';
import type { Observer } from './observer.ts';
import { atPointer } from './pointer.ts';
import type { Reply, Send } from './send.ts';
import type { Answer, Client, RequestOptions, WriteExpectation } from './workload.ts';

/** An errand has ended early: an answer was not what it expects, which is recorded already. */
export class ErrandEnded extends Error {}

export interface ClientOptions {
  readonly send: Send;
  readonly observer: Observer;
  readonly journey: string;
  readonly key: string;
  readonly n: number;
  /** Monotonic ms at which its first request should have started. */
  readonly intendedMs: number;
  /** Monotonic ms at which the drill started; times in the journal count from there. */
  readonly originMs: number;
  readonly serving: Proxy['serving'];
  /** Aborted when the traffic is over: nothing more is sent. */
  readonly over: AbortSignal;
  /** Response header in which the artifact says its version. */
  readonly versionHeader: string | undefined;
}

const expectedStatus = (status: RequestOptions['status'], got: number): boolean => {
  if (status === undefined) return got >= 200 && got < 300;
  return typeof status === 'number' ? got === status : status.includes(got);
};

const wrongAnswer = (options: RequestOptions, reply: Reply): { what: string; expected: unknown; got: unknown } | undefined => {
  if (!expectedStatus(options.status, reply.status))
    return { what: `answered ${reply.status}`, expected: options.status ?? '2xx', got: reply.body };
  const wrong = options.expect === undefined ? undefined : mismatch(options.expect, reply.body);
  if (wrong) return { what: mismatchText(wrong), expected: options.expect, got: reply.body };
  const missing = options.has?.find((pointer) => atPointer(reply.body, pointer) === undefined);
  return missing === undefined ? undefined : { what: `${missing} is missing`, expected: { has: missing }, got: reply.body };
};

/** What a write would have left behind; not to be had where the expectation needs an answer that never came. */
const intention = (
  write: NonNullable<RequestOptions['write']>,
  answer: Answer = { status: 0, headers: {}, body: undefined, version: '' },
): WriteExpectation | undefined => {
  if (typeof write !== 'function') return write;
  try {
    return write(answer);
  } catch {
    return undefined;
  }
};

/** The client of one errand: sends, measures from the intended start, checks, and keeps what was acknowledged. */
export const clientOf = (wiring: ClientOptions): Client => {
  const { send, observer, journey, key, n } = wiring;
  let told = false;
  let intended: number | undefined = wiring.intendedMs;
  const ask = async (line: string, options: RequestOptions): Promise<Answer> => {
    if (wiring.over.aborted) {
      // A journey that goes on whatever comes is told once, and then waits for ever: it must keep neither the processor nor us.
      if (told) return new Promise<never>(() => {});
      told = true;
      throw new ErrandEnded('the traffic is over');
    }
    const started = intended ?? performance.now();
    intended = undefined;
    const phase = observer.phase;
    const sent = { at: performance.now() - wiring.originMs, serving: wiring.serving() };
    const done = (ok: boolean): void => {
      const now = performance.now();
      observer.sample({ phase, endedMs: now - wiring.originMs, latencyMs: now - started, ok });
    };
    const fail = (version: string, what: string, expected?: unknown, got?: unknown): never => {
      done(false);
      observer.unexpected({
        phase,
        version,
        journey,
        request: line,
        what,
        ...(expected === undefined ? {} : { expected }),
        ...(got === undefined ? {} : { got }),
      });
      throw new ErrandEnded(what);
    };

    let reply: Reply;
    try {
      reply = await send(line, options);
    } catch (error) {
      const intent = options.write && intention(options.write);
      if (intent) observer.acked.unclear(key, intent);
      return fail('unknown', `no answer: ${messageOf(error)}`);
    }
    const version = String(reply.headers[servedByHeader] ?? 'unknown');
    const says = wiring.versionHeader === undefined ? undefined : reply.headers[wiring.versionHeader.toLowerCase()];
    if (typeof says === 'string') observer.said(says);
    const wrong = wrongAnswer(options, reply);
    if (wrong) {
      // 4xx refuses the write; anything else may have made it.
      const refused = reply.status >= 400 && reply.status < 500;
      const intent = !refused && options.write ? intention(options.write, { ...reply, version }) : undefined;
      if (intent) observer.acked.unclear(key, intent);
      return fail(version, wrong.what, wrong.expected, wrong.got);
    }
    const answer: Answer = { ...reply, version };
    if (options.write) {
      const write = typeof options.write === 'function' ? options.write(answer) : options.write;
      if (write.expect === undefined && write.at === undefined && !write.gone)
        throw new DrillError(
          'workload/no-expectation',
          `journey ${JSON.stringify(journey)}, ${line}: its \`write\` says how it is read back, and not what must be there`,
        );
      observer.acked.add({ key, journey, by: version, phase, at: performance.now() - wiring.originMs, request: line }, write, sent);
    }
    done(true);
    return answer;
  };
  return {
    key,
    n,
    request: (line, options = {}) => {
      const answer = ask(line, options);
      // A journey need not wait for it. That it failed is recorded; it must not end the program.
      answer.catch(() => {});
      return answer;
    },
  };
};
