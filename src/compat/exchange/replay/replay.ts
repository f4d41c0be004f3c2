import { setTimeout as pause } from 'node:timers/promises';
import type { ContractReport } from '../../../model/check.ts';
import type { Exchange } from '../../../model/exchange.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Replayed, ReplayReport } from '../../../model/replay.ts';
import { baseOf, isThere } from './base.ts';
import { send } from './send.ts';

/** Where requests are sent, and what may be sent there. */
export interface Replay {
  /** Checked: see target.ts. */
  readonly url: URL;
  readonly version: 'N-1' | 'N';
  /** Methods that change data may be sent. */
  readonly writes: boolean;
  /** Credentials, names in lower case; never printed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly bounds?: Partial<Bounds>;
}

/** What a replay costs a server at most: so many requests, one after the other, so far apart, so long each and together, in ms. */
interface Bounds {
  readonly count: number;
  readonly apart: number;
  readonly timeout: number;
  readonly whole: number;
}
const usual: Bounds = { count: 100, apart: 50, timeout: 5000, whole: 60_000 };

/** Methods that only read (RFC 9110, 9.2.1). */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

const isRefusedRequest = (exchange: Exchange | undefined, version: 'N-1' | 'N'): exchange is Exchange =>
  exchange !== undefined && exchange.response === undefined && exchange.refusedBy === `server ${version}`;

const lineOf = ({ request }: Exchange): string => `${request.method} ${request.target}`;

/** A 404 says nothing of an operation where no other one answers either: the address may be another's. */
const nowhere = { outcome: 'not-found', because: '404: nothing at this address shows that the API is there' } as const;

/** Equal requests are sent once. */
const identityOf = ({ request }: Exchange): string => JSON.stringify(request);

/**
 * Sends the requests of a contract's findings that the server's document refuses, each once.
 *
 * @throws what the signal was aborted with
 */
export const replayed = async (contract: ContractReport, replay: Replay): Promise<ReplayReport> => {
  const { url, version, writes, headers, signal } = replay;
  const bounds = { ...usual, ...replay.bounds };
  const served = contract.served?.[version];
  const results: Replayed[] = [];
  /** Results that say that there is no such operation. */
  const gone = new Set<number>();
  const { Agent } = await import('undici');
  const agent = new Agent({ connections: 1, pipelining: 1, connect: { timeout: bounds.timeout } });
  const known = new Map<string, Omit<Replayed, 'rule' | 'fingerprint' | 'request'>>();
  const start = performance.now();
  const ask = async (at: string): Promise<boolean> => {
    const request = { method: 'GET', target: served?.known ?? '/', headers: {} };
    return isThere((await sendTo(at, { request })).status);
  };
  const sendTo = (at: string, { request, refused = { part: 'parameter', because: '' } }: Pick<Exchange, 'request'> & Partial<Exchange>) =>
    send({ request, refused }, { base: at, agent, headers, timeout: bounds.timeout, signal });
  try {
    const isAny = contract.findings.some(
      ({ exchange }) => isRefusedRequest(exchange, version) && (writes || safe.has(exchange.request.method)),
    );
    const base = isAny ? await baseOf(url, served, ask) : { url: url.href.replace(/\/$/, ''), isSeen: false };
    let { isSeen } = base;
    for (const finding of contract.findings) {
      const { exchange } = finding;
      if (!isRefusedRequest(exchange, version)) continue;
      const key = identityOf(exchange);
      let said = known.get(key);
      if (!said) {
        if (!writes && !safe.has(exchange.request.method))
          said = { outcome: 'not-sent', because: `${exchange.request.method} may change data there; --replay-writes sends it` };
        else if (exchange.refused.part === 'credentials' && Object.keys(headers).length > 0)
          said = { outcome: 'not-sent', because: 'it is sent without credentials, and --replay-header may send some' };
        else if ([...known.values()].filter(({ outcome }) => outcome !== 'not-sent').length >= bounds.count)
          said = { outcome: 'not-sent', because: `no more than ${bounds.count} requests are sent` };
        else if (performance.now() - start > bounds.whole) said = { outcome: 'not-sent', because: `${bounds.whole} ms are over` };
        else {
          if (known.size > 0) await pause(bounds.apart, undefined, { signal }).catch(() => signal.throwIfAborted());
          said = await sendTo(base.url, exchange);
          isSeen ||= exchange.refused.part !== 'operation' && isThere(said.status);
        }
        known.set(key, said);
      }
      if (exchange.refused.part === 'operation' && said.status === 404) gone.add(results.length);
      results.push({ ...namesOf(finding), request: lineOf(exchange), ...said });
    }
    if (gone.size > 0 && !isSeen && served?.known !== undefined) isSeen = await ask(base.url);
    const told = isSeen ? results : results.map((result, i) => (gone.has(i) ? { ...result, ...nowhere } : result));
    return { url: base.url, ...(base.note === undefined ? {} : { note: base.note }), version, results: told };
  } finally {
    await agent.destroy();
  }
};

const namesOf = ({ rule, fingerprint }: Finding): Pick<Replayed, 'rule' | 'fingerprint'> => ({
  rule,
  ...(fingerprint === undefined ? {} : { fingerprint }),
});
