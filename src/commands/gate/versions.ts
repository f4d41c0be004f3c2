import { DrillError } from '../../core/error.ts';
import { namedBy } from '../../evidence/identity.ts';
import type { Entry } from '../../model/fact.ts';
import type { VersionId } from '../../model/version.ts';
import { versionNamed } from '../../workspace/choose.ts';
import { digestOf } from '../../workspace/sources/registry.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';

/** What the ledger knows a version's content to be; the newest word counts. */
const recorded = (entries: readonly Entry[], artifact: string, version: string): VersionId | undefined =>
  entries
    .filter(({ fact }) => fact.artifact === artifact)
    .flatMap(({ fact }) => namedBy(fact))
    .findLast((known) => known.version === version);

/**
 * A version by name: as it is declared, else (it is declared no more, or cannot be read) as the ledger knows it.
 * @throws DrillError `version/unknown`, `source/…` where neither knows it
 */
export const identify = async (workspace: Workspace, artifact: Artifact, entries: readonly Entry[], name: string): Promise<VersionId> => {
  try {
    const version = versionNamed(workspace, artifact, name);
    return { version: name, digest: await digestOf(workspace, version) };
  } catch (error) {
    const known = error instanceof DrillError ? recorded(entries, artifact.name, name) : undefined;
    if (known) return known;
    throw error;
  }
};
