import { sleep } from '../../core/deadline.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Proxy } from '../proxy.ts';
import { clientOf, ErrandEnded } from './client.ts';
import type { Observer } from './observer.ts';
import type { Send } from './send.ts';
import type { Journey, Workload } from './workload.ts';

/** Traffic that goes on until it is stopped. */
export interface Traffic {
  /** Starts no more errands, lets those under way send nothing more, and waits for them; one that does not end breaks the workload. */
  readonly stop: () => Promise<void>;
  /** Rejects when the workload itself is broken: it threw something that is not about an answer. */
  readonly broken: Promise<never>;
}

export interface TrafficOptions {
  readonly workload: Workload;
  /** Errands begun a second, whatever the answers take: an open loop. */
  readonly rate: number;
  readonly runId: string;
  readonly send: Send;
  /** No request takes longer than this, so no errand goes on for longer once the traffic is stopped. */
  readonly requestTimeoutMs: number;
  readonly observer: Observer;
  readonly originMs: number;
  readonly serving: Proxy['serving'];
  readonly versionHeader: string | undefined;
}

/** More errands than this at once would measure the harness and not the artifact. */
const mostAtOnce = 2000;

/** Takes journeys in turn by their weights, so that every few errands hold each of them. */
const turns = (journeys: readonly Journey[]): ((allowed: (journey: Journey) => boolean) => Journey | undefined) => {
  const credit = new Map<Journey, number>(journeys.map((journey) => [journey, 0]));
  return (allowed) => {
    const candidates = journeys.filter(allowed);
    const total = candidates.reduce((sum, { weight = 1 }) => sum + weight, 0);
    for (const journey of candidates) credit.set(journey, (credit.get(journey) ?? 0) + (journey.weight ?? 1));
    const chosen = candidates.toSorted((a, b) => (credit.get(b) ?? 0) - (credit.get(a) ?? 0))[0];
    if (chosen) credit.set(chosen, (credit.get(chosen) ?? 0) - total);
    return chosen;
  };
};

/** Starts the traffic. */
export const startTraffic = (options: TrafficOptions): Traffic => {
  const { workload, rate, observer, originMs } = options;
  const choose = turns(workload.journeys);
  const underWay = new Map<Promise<void>, string>();
  const stopped = new AbortController();
  let reject: (reason: unknown) => void = () => {};
  const broken = new Promise<never>((_, no) => (reject = no));
  broken.catch(() => {});

  const begin = (n: number, intendedMs: number): void => {
    const alone = options.serving();
    const journey = choose(({ only }) => only === undefined || only === alone);
    if (!journey) return;
    observer.begun.add(journey.name);
    const client = clientOf({ ...options, journey: journey.name, key: `${options.runId}-${n}`, n, intendedMs, over: stopped.signal });
    // A journey written in JavaScript may throw at once, or return no promise.
    const errand = (async () => journey.run(client))().catch((error: unknown) => {
      if (!(error instanceof ErrandEnded)) reject(error);
    });
    underWay.set(errand, journey.name);
    void errand.finally(() => underWay.delete(errand));
  };

  const loop = async (): Promise<void> => {
    const start = performance.now();
    for (let n = 1; !stopped.signal.aborted; n++) {
      const intendedMs = start + ((n - 1) * 1000) / rate;
      const early = intendedMs - performance.now();
      if (early > 0) await sleep(early, stopped.signal).catch(() => {});
      if (stopped.signal.aborted) return;
      if (underWay.size < mostAtOnce) begin(n, intendedMs);
      else
        observer.sample({ phase: observer.phase, endedMs: performance.now() - originMs, latencyMs: options.requestTimeoutMs, ok: false });
    }
  };
  const looping = loop();

  const stop = async (): Promise<void> => {
    stopped.abort();
    await looping;
    const graceMs = options.requestTimeoutMs + 1000;
    const gone = new AbortController();
    const late = sleep(graceMs, gone.signal).then(() => {
      const names = [...new Set(underWay.values())].map((name) => JSON.stringify(name));
      if (names.length > 0)
        reject(new Error(`${names.join(', ')} did not end within ${formatDuration(graceMs)} of the end of the traffic`));
    });
    await Promise.race([Promise.all(underWay.keys()), late]);
    gone.abort();
    await late.catch(() => {});
  };
  let stopping: Promise<void> | undefined;

  return { stop: () => (stopping ??= stop()), broken };
};
