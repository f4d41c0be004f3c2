import { DrillError } from '../core/error.ts';
import type { Entry, Fact } from '../model/fact.ts';
import type { VersionId } from '../model/version.ts';

/** The versions of its artifact whose content a fact vouches for. Evidence does not: a working copy changes between two drills. */
export const namedBy = (fact: Fact): readonly VersionId[] => {
  switch (fact.kind) {
    case 'version':
    case 'deployed':
    case 'good':
    case 'bad':
      return [{ version: fact.version, digest: fact.digest }];
    case 'rolled-back':
      return [fact.from, fact.to];
    case 'backup':
    case 'evidence':
      return [];
  }
};

/**
 * A version names one content for ever: a fact that gives a known version another digest is refused.
 * @throws DrillError `ledger/other-digest`, naming both digests and when the first was recorded
 */
export const refuseOtherDigest = (entries: readonly Entry[], fact: Fact): void => {
  for (const { version, digest } of namedBy(fact))
    for (const entry of entries) {
      if (entry.fact.artifact !== fact.artifact) continue;
      const known = namedBy(entry.fact).find((named) => named.version === version && named.digest !== digest);
      if (known)
        throw new DrillError(
          'ledger/other-digest',
          `${fact.artifact} ${version} is known with the digest ${known.digest} (entry ${entry.seq}, ${entry.at}), not with ${digest}`,
          {
            why: 'Evidence and history are bound to digests: one version with two contents would let what was proved for one count for the other.',
            fix: 'Give what was rebuilt a version of its own.',
          },
        );
    }
};
