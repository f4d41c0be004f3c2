import type { Entry, Fact } from '../model/fact.ts';
import type { VersionId } from '../model/version.ts';

// What the entries add up to, for one artifact in one environment. The order of the ledger decides, never its times:
// a clock may be set back, a sequence number not.

/** A version that something was said about, and where in the ledger. */
export interface Known extends VersionId {
  readonly seq: number;
  /** ISO 8601 */
  readonly at: string;
}

/** A version that was marked bad, and why. */
export interface Marked extends Known {
  readonly reason?: string;
}

interface Here {
  readonly deployed: ReadonlySet<string>;
  readonly now: Known | undefined;
  /** All that run there: what was deployed last, and what that was deployed beside; by digest. */
  readonly live: ReadonlyMap<string, Known>;
  readonly firstRelease: Known | undefined;
  /** Known good, by digest; the most recently marked last. */
  readonly good: ReadonlyMap<string, Known>;
  /** Marked bad, here or everywhere, and not good since; by digest. */
  readonly bad: ReadonlyMap<string, Marked>;
}

const nothing: Here = { deployed: new Set(), now: undefined, live: new Map(), firstRelease: undefined, good: new Map(), bad: new Map() };

const without = <Value>(known: ReadonlyMap<string, Value>, digest: string): ReadonlyMap<string, Value> =>
  new Map([...known].filter(([each]) => each !== digest));

const isHere = (fact: Fact, artifact: string, environment: string): boolean =>
  fact.artifact === artifact && (!('environment' in fact) || fact.environment === undefined || fact.environment === environment);

const after = (here: Here, { fact, seq, at }: Entry): Here => {
  switch (fact.kind) {
    case 'deployed': {
      const now = { version: fact.version, digest: fact.digest, seq, at };
      return {
        ...here,
        deployed: new Set([...here.deployed, fact.digest]),
        now,
        live: new Map([...(fact.beside ? without(here.live, now.digest) : []), [now.digest, now]]),
        firstRelease: fact.firstRelease ? now : here.firstRelease,
      };
    }
    case 'good':
      // Good is what has run here; a mark on anything else is nobody's experience.
      return here.deployed.has(fact.digest)
        ? {
            ...here,
            good: new Map([...without(here.good, fact.digest), [fact.digest, { version: fact.version, digest: fact.digest, seq, at }]]),
            bad: without(here.bad, fact.digest),
          }
        : here;
    case 'bad':
      return {
        ...here,
        good: without(here.good, fact.digest),
        bad: new Map([
          ...without(here.bad, fact.digest),
          [fact.digest, { version: fact.version, digest: fact.digest, seq, at, ...(fact.reason !== undefined && { reason: fact.reason }) }],
        ]),
      };
    case 'rolled-back':
      return {
        ...here,
        deployed: new Set([...here.deployed, fact.to.digest]),
        now: { ...fact.to, seq, at },
        live: new Map([...without(without(here.live, fact.from.digest), fact.to.digest), [fact.to.digest, { ...fact.to, seq, at }]]),
        good: without(here.good, fact.from.digest),
      };
    case 'version':
    case 'backup':
    case 'evidence':
      return here;
  }
};

const hereOf = (entries: readonly Entry[], artifact: string, environment: string): Here =>
  entries.filter(({ fact }) => isHere(fact, artifact, environment)).reduce(after, nothing);

/** Every version that is good there: deployed there, marked good, and not marked bad or rolled back from since. The most recently marked last. */
export const goodHere = (entries: readonly Entry[], artifact: string, environment: string): readonly Known[] => [
  ...hereOf(entries, artifact, environment).good.values(),
];

/** The last known good version there. `besides`: never this digest, for N is not its own N-1. */
export const lastKnownGood = (
  entries: readonly Entry[],
  artifact: string,
  environment: string,
  { besides }: { readonly besides?: string } = {},
): Known | undefined => goodHere(entries, artifact, environment).findLast(({ digest }) => digest !== besides);

/** Every version that is marked bad, there or everywhere, and was not marked good there since. */
export const badHere = (entries: readonly Entry[], artifact: string, environment: string): readonly Marked[] => [
  ...hereOf(entries, artifact, environment).bad.values(),
];

/** Does the ledger know of anything that was deployed there? */
export const isKnownHere = (entries: readonly Entry[], artifact: string, environment: string): boolean =>
  hereOf(entries, artifact, environment).deployed.size > 0;

/** What runs there now, as far as the ledger was told. */
export const deployedNow = (entries: readonly Entry[], artifact: string, environment: string): Known | undefined =>
  hereOf(entries, artifact, environment).now;

/** Every version that runs there now: one, but for canaries and regions (`drill record deployed --beside`). The newest last. */
export const liveHere = (entries: readonly Entry[], artifact: string, environment: string): readonly Known[] => [
  ...hereOf(entries, artifact, environment).live.values(),
];

/** Every version that ran there at some time since, by digest. */
export const ranSince = (entries: readonly Entry[], artifact: string, environment: string, since: Date): readonly Known[] => {
  const ran = new Map<string, Known>();
  let here = nothing;
  for (const entry of entries) {
    if (!isHere(entry.fact, artifact, environment)) continue;
    if (Date.parse(entry.at) >= since.getTime()) for (const [digest, known] of here.live) ran.set(digest, known);
    here = after(here, entry);
  }
  return [...new Map([...ran, ...here.live]).values()];
};

/** What was recorded there as the first release, which has no N-1. */
export const firstReleaseHere = (entries: readonly Entry[], artifact: string, environment: string): Known | undefined =>
  hereOf(entries, artifact, environment).firstRelease;

/** Has this very content ever been deployed there? */
export const wasDeployed = (entries: readonly Entry[], artifact: string, environment: string, digest: string): boolean =>
  hereOf(entries, artifact, environment).deployed.has(digest);
