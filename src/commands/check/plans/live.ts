import { badHere, firstReleaseHere, goodHere, isKnownHere, liveHere, ranSince } from '../../../evidence/history.ts';
import type { Entry } from '../../../model/fact.ts';
import type { Gap } from '../../../storage/plans/facts.ts';
import type { Artifact, Workspace } from '../../../workspace/workspace.ts';

/** A version that must be able to run on the store, and why. */
export interface Needed {
  readonly version: string;
  /** As the ledger knows it; absent: it is taken for what is declared. */
  readonly digest?: string;
  readonly because: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** How far back an environment must be able to go. */
const returnOf = ({ definition: { policy = {} } }: Workspace, artifact: string): { readonly versions: number; readonly days?: number } => {
  const { versions = 1, days } = policy[artifact]?.return ?? policy['default']?.return ?? {};
  return { versions, ...(days !== undefined && { days }) };
};

/** Environments that hold data of the artifact: those the ledger tells of, and those whose store is a database that was given. A drill's own is gone with the drill. */
const placesOf = (
  workspace: Workspace,
  artifact: string,
  store: string,
  entries: readonly Entry[],
  environment?: string,
): readonly string[] => {
  if (environment !== undefined) return [environment];
  const told = entries.flatMap(({ fact }) =>
    fact.artifact === artifact && (fact.kind === 'deployed' || fact.kind === 'rolled-back') ? [fact.environment] : [],
  );
  const given = [...workspace.environments.values()]
    .filter(({ stores = {} }) => (stores[store] ?? '').startsWith('postgres'))
    .map(({ name }) => name);
  return [...new Set([...given, ...told])].toSorted();
};

/** What is gone back to where nothing is known good: the version that is declared before the oldest that runs. */
const beforeThem = ({ ordered }: Artifact, live: readonly string[], bad: readonly string[]): string | undefined => {
  const at = ordered.findIndex(({ version }) => live.includes(version));
  return at <= 0 ? undefined : ordered.slice(0, at).findLast(({ source, version }) => !source.onDemand && !bad.includes(version))?.version;
};

const neededIn = (
  workspace: Workspace,
  artifact: Artifact,
  entries: readonly Entry[],
  environment: string,
  now: Date,
): readonly Needed[] => {
  const { name } = artifact;
  const live = liveHere(entries, name, environment);
  const { versions, days } = returnOf(workspace, name);
  const runs = (digest: string): boolean => live.some((one) => one.digest === digest);
  const good = goodHere(entries, name, environment)
    .filter(({ digest }) => !runs(digest))
    .slice(-versions);
  const marked = badHere(entries, name, environment);
  const bad = new Set(marked.map(({ digest }) => digest));
  const recent =
    days === undefined
      ? []
      : ranSince(entries, name, environment, new Date(now.getTime() - days * dayMs)).filter(
          ({ digest }) => !runs(digest) && !bad.has(digest),
        );
  const isFirst = live.some(({ digest }) => digest === firstReleaseHere(entries, name, environment)?.digest);
  const before =
    good.length > 0 || isFirst
      ? undefined
      : beforeThem(
          artifact,
          live.map(({ version }) => version),
          marked.map(({ version }) => version),
        );
  return [
    ...live.map(({ version, digest }) => ({ version, digest, because: [`it runs in ${environment}`] })),
    ...good.map(({ version, digest }) => ({ version, digest, because: [`${environment} goes back to it`] })),
    ...(before === undefined
      ? []
      : [{ version: before, because: [`${environment} goes back to it: it is the version before the one that runs`] }]),
    ...recent.map(({ version, digest }) => ({ version, digest, because: [`it ran in ${environment} within ${days} days`] })),
  ];
};

const merged = (all: readonly Needed[]): readonly Needed[] => {
  const found = new Map<string, Needed>();
  for (const one of all) {
    // What is told of a version without its content is told of the one that is known.
    const digest = one.digest ?? all.find(({ version, digest: known }) => version === one.version && known !== undefined)?.digest;
    const key = `${one.version} ${digest ?? ''}`;
    const before = found.get(key);
    found.set(key, before ? { ...before, because: [...new Set([...before.because, ...one.because])] } : one);
  }
  return [...found.values()];
};

/**
 * The versions of an artifact that must be able to run on its store: those that run, and those that must stay reachable, in all environments
 * or in one. The ledger and the policy say; what they do not say is a gap.
 */
export const neededVersions = (
  workspace: Workspace,
  artifact: Artifact,
  store: string,
  { entries, environment, now }: { readonly entries: readonly Entry[]; readonly environment: string | undefined; readonly now: Date },
): { readonly needed: readonly Needed[]; readonly gaps: readonly Gap[] } => {
  const places = placesOf(workspace, artifact.name, store, entries, environment);
  const record = (where: string): string => `drill record deployed ${artifact.name} <version> --environment ${where}`;
  if (places.length === 0) {
    const where = [...workspace.environments.keys()][0] ?? '<name>';
    return { needed: [], gaps: [{ what: `no version of ${artifact.name} is known to run anywhere`, fix: record(where) }] };
  }
  const gaps = places
    .filter((place) => !isKnownHere(entries, artifact.name, place))
    .map((place): Gap => ({ what: `which version of ${artifact.name} runs in ${place} is not recorded`, fix: record(place) }));
  return { needed: merged(places.flatMap((place) => neededIn(workspace, artifact, entries, place, now))), gaps };
};
