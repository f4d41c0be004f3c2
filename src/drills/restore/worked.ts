import { sleep } from '../../core/deadline.ts';
import type { Enclosure } from '../../core/enclosure/enclosure.ts';
import { messageOf } from '../../core/error.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { AckedWrite } from '../../model/journal.ts';
import type { RunDefinition } from '../../workspace/definition.ts';
import { startProxy } from '../proxy.ts';
import { type Instance, StartFailed, type Target } from '../targets/target.ts';
import type { Acked } from '../workload/acked.ts';
import { observer as newObserver } from '../workload/observer.ts';
import { sender } from '../workload/send.ts';
import { startTraffic } from '../workload/traffic.ts';
import { verifyWrites } from '../workload/verify.ts';
import type { Workload } from '../workload/workload.ts';
import { lentUrl } from './lent.ts';
import { type Stubs, variablesOf } from './stubs.ts';

// One version that serves on one database: while that lives it is written to, and on the copy what it acknowledged is read back.

export interface ServedVersion {
  readonly target: Target;
  readonly artifact: string;
  readonly version: string;
  readonly folder: string;
  readonly run: RunDefinition;
  readonly machine: Readonly<Record<string, string | undefined>>;
  readonly workload: Workload;
  /** Errands a second. */
  readonly rate: number;
  readonly requestTimeoutMs: number;
  /** What answers in place of what it calls. */
  readonly stubs?: Stubs;
}

interface On {
  readonly scratch: Scratch;
  readonly stores: Readonly<Record<string, string>>;
  readonly label: string;
}

/** In a network of its own it reaches the stubs and the database by ports that it is lent: a URL as it is used to. */
const startOn = async (
  { target, artifact, version, folder, run, machine, stubs }: ServedVersion,
  { stores, ...on }: On,
  signal: AbortSignal,
  inside?: Enclosure,
): Promise<Instance> => {
  const all = stubs?.all ?? [];
  const lent = new Map<string, number>();
  if (inside) for (const { name, path } of all) lent.set(name, await inside.lend(path));
  const urls: Record<string, string> = {};
  for (const [name, url] of Object.entries(stores)) urls[name] = inside ? await lentUrl(url, inside, on.scratch) : url;
  const variables = variablesOf(all, ({ name, port }) => lent.get(name) ?? port);
  return target.start({ ...on, stores: urls, artifact, version, folder, run, machine, variables, ...(inside && { inside }) }, signal);
};

/** A version that is written to. */
export interface Worked extends AsyncDisposable {
  readonly work: (ms: number, signal: AbortSignal) => Promise<void>;
  /** No more requests; those under way are waited for. */
  readonly stop: () => Promise<void>;
  /** Times on the clock that starts at `originMs`. */
  readonly acked: () => readonly Acked[];
}

/** Starts a version and traffic to it. Throws `StartFailed` when it does not become ready. */
export const workOn = async (
  version: ServedVersion,
  on: { readonly scratch: Scratch; readonly stores: Readonly<Record<string, string>>; readonly runId: string; readonly originMs: number },
  signal: AbortSignal,
): Promise<Worked> => {
  await using stack = new AsyncDisposableStack();
  const observer = newObserver();
  const proxy = stack.use(await startProxy(0));
  const instance = await startOn(version, { scratch: on.scratch, stores: on.stores, label: 'source' }, signal);
  stack.defer(() => instance.stop());
  proxy.split([{ backend: { role: 'old', version: instance.version, origin: instance.origin }, share: 1 }]);
  const toProxy = stack.use(sender(proxy.origin, version.requestTimeoutMs));
  const traffic = startTraffic({
    workload: version.workload,
    rate: version.rate,
    runId: on.runId,
    send: toProxy.send,
    requestTimeoutMs: version.requestTimeoutMs,
    observer,
    originMs: on.originMs,
    serving: proxy.serving,
    versionHeader: undefined,
  });
  stack.defer(() => traffic.stop());
  const all = stack.move();
  return {
    work: (ms, limited) => Promise.race([sleep(ms, limited), traffic.broken]),
    stop: traffic.stop,
    acked: observer.acked.all,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
};

/** What became of a version on a copy. */
export interface ReadBack {
  readonly why?: string;
  readonly log?: readonly string[];
  readonly requests: number;
  readonly writes: readonly AckedWrite[];
  /** Of journeys that were gone on with: what was not answered as they expect. */
  readonly failed?: readonly { readonly journey: string; readonly what: string }[];
}

/** Errands a second at most: it has just started, and is not what is measured. */
const gentle = 10;

/** How long journeys are begun where there is nothing to be read back, ms. */
const askMs = 1000;

/** Lets users do on the copy what they do: nobody had acknowledged anything that could be read back. */
const askOn = async (version: ServedVersion, origin: string, runId: string, signal: AbortSignal): Promise<Omit<ReadBack, 'writes'>> => {
  const observer = newObserver();
  await using direct = sender(origin, version.requestTimeoutMs);
  const traffic = startTraffic({
    workload: version.workload,
    rate: Math.min(version.rate, gentle),
    runId,
    send: direct.send,
    requestTimeoutMs: version.requestTimeoutMs,
    observer,
    originMs: performance.now(),
    serving: () => 'old',
    versionHeader: undefined,
  });
  try {
    await Promise.race([sleep(askMs, signal), traffic.broken]);
  } finally {
    await traffic.stop();
  }
  // An answer that does not come in time says something of the machine; that none comes at all, the verdict tells.
  const failed = observer.failedExpectations().filter(({ what }) => !what.startsWith('no answer'));
  return {
    requests: observer.samples.filter(({ ok }) => ok).length,
    failed: failed.map(({ journey, request, what, count }) => ({ journey, what: `${request}: ${what} (${count})` })),
  };
};

/** Starts a version on a copy and reads back what it had acknowledged. That it does not start is an answer. */
export const readBackOn = async (
  version: ServedVersion,
  on: Omit<On, 'label'> & { readonly inside?: Enclosure; readonly runId: string },
  acked: readonly Acked[],
  signal: AbortSignal,
): Promise<ReadBack> => {
  const { inside, runId, ...where } = on;
  try {
    const instance = await startOn(version, { ...where, label: 'copy' }, signal, inside);
    try {
      if (acked.length === 0) return { ...(await askOn(version, instance.origin, runId, signal)), writes: [] };
      await using direct = sender(instance.origin, version.requestTimeoutMs);
      const writes = await verifyWrites(acked, direct.send, signal);
      return { requests: writes.filter(({ state }) => state !== 'unknown').length, writes };
    } finally {
      await instance.stop();
    }
  } catch (error) {
    if (!(error instanceof StartFailed)) throw error;
    return { why: messageOf(error), log: error.log, requests: 0, writes: [] };
  }
};
