import type { Entry } from '../model/fact.ts';
import type { VersionId } from '../model/version.ts';

// What the ledger says of the past. Pure, over its entries, oldest first.

/** What is known of one version in one environment. */
interface Standing {
  readonly id: VersionId;
  deployed: boolean;
  /** Place in the ledger of the last marking as good; 0 when it is not good. */
  goodSince: number;
}

interface Past {
  readonly standings: ReadonlyMap<string, Standing>;
  readonly now: VersionId | undefined;
  readonly firstRelease: boolean;
}

const past = (entries: readonly Entry[], artifact: string, environment: string): Past => {
  const standings = new Map<string, Standing>();
  let now: VersionId | undefined;
  let firstRelease = false;
  const standing = ({ version, digest }: VersionId): Standing => {
    const key = `${version}\n${digest}`;
    const known = standings.get(key) ?? { id: { version, digest }, deployed: false, goodSince: 0 };
    standings.set(key, known);
    return known;
  };
  for (const { seq, fact } of entries) {
    if (fact.artifact !== artifact) continue;
    if (fact.kind === 'deployed' && fact.environment === environment) {
      standing(fact).deployed = true;
      now = { version: fact.version, digest: fact.digest };
      firstRelease = fact.firstRelease ?? false;
    } else if (fact.kind === 'good' && fact.environment === environment) standing(fact).goodSince = seq;
    else if (fact.kind === 'bad' && (fact.environment === undefined || fact.environment === environment)) standing(fact).goodSince = 0;
    else if (fact.kind === 'rolled-back' && fact.environment === environment) {
      standing(fact.from).goodSince = 0;
      standing(fact.to).deployed = true;
      now = fact.to;
    }
  }
  return { standings, now, firstRelease };
};

/**
 * The last known good version of an artifact in an environment: deployed there, marked good, not marked bad or rolled back from
 * since; of several the one that was marked last. `besides`: a version that does not count (N itself).
 */
export const lastKnownGood = (entries: readonly Entry[], artifact: string, environment: string, besides?: VersionId): VersionId | undefined => {
  const good = [...past(entries, artifact, environment).standings.values()].filter(
    ({ id, deployed, goodSince }) => deployed && goodSince > 0 && !(besides && besides.version === id.version && besides.digest === id.digest),
  );
  return good.sort((a, b) => b.goodSince - a.goodSince)[0]?.id;
};

/** What is deployed there now, as far as the ledger was told. */
export const deployedNow = (entries: readonly Entry[], artifact: string, environment: string): VersionId | undefined => past(entries, artifact, environment).now;

/** Was this very version, by version and digest, good there, and is it still held to be? */
export const goodHere = (entries: readonly Entry[], artifact: string, environment: string, id: VersionId): boolean => {
  const known = past(entries, artifact, environment).standings.get(`${id.version}\n${id.digest}`);
  return known !== undefined && known.deployed && known.goodSince > 0;
};

/** Was what is deployed now recorded as the first release, which has no N-1? */
export const isFirstRelease = (entries: readonly Entry[], artifact: string, environment: string): boolean => past(entries, artifact, environment).firstRelease;
