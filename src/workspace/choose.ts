import { DrillError } from '../core/error.ts';
import { suggestion } from '../core/nearest.ts';
import { pointerOf } from './reading/places.ts';
import type { Artifact, ArtifactVersion, Drill, Workspace } from './workspace.ts';

/** What was said about the versions, by whom. */
export interface Wish {
  /** `--from` */
  readonly from?: string;
  /** `--to` */
  readonly to?: string;
  /** What the ledger calls the last known good version of the artifact in the environment. */
  readonly lastKnownGood?: string;
  readonly drill?: Pick<Drill, 'from' | 'to'>;
}

/** N-1 and N. */
export interface Chosen {
  readonly from: ArtifactVersion;
  readonly to: ArtifactVersion;
}

/**
 * An artifact by name.
 * @throws DrillError `version/unknown-artifact` with the nearest name
 */
export const artifactNamed = (workspace: Workspace, name: string): Artifact => {
  const artifact = workspace.artifacts.get(name);
  if (artifact) return artifact;
  throw new DrillError('version/unknown-artifact', `there is no artifact ${JSON.stringify(name)}`, {
    fix: suggestion(name, [...workspace.artifacts.keys()]),
    at: workspace.placeOf('/artifacts'),
  });
};

/**
 * A declared version of an artifact.
 * @throws DrillError `version/unknown` with the nearest name
 */
export const versionNamed = (workspace: Workspace, artifact: Artifact, name: string): ArtifactVersion => {
  const found = artifact.ordered.find(({ version }) => version === name);
  if (found) return found;
  throw new DrillError('version/unknown', `there is no version ${JSON.stringify(name)} of ${artifact.name}`, {
    fix: suggestion(
      name,
      artifact.ordered.map(({ version }) => version),
    ),
    at: workspace.placeOf(pointerOf('artifacts', artifact.name, 'versions')),
  });
};

/**
 * N-1 and N of a rollout. N is `--to`, else the drill's, else the newest that is not on demand. N-1 is `--from`, else the
 * drill's (where N is the drill's too), else the last known good one where it is declared and older than N, else the one
 * before N. What is on demand is taken only when somebody names it, or the ledger does.
 * @throws DrillError `version/unknown-artifact`, `version/unknown`, `version/none`, `version/same`, `version/no-previous`
 */
export const chooseVersions = (workspace: Workspace, artifactName: string, wish: Wish): Chosen => {
  const artifact = artifactNamed(workspace, artifactName);
  const { ordered } = artifact;
  const at = workspace.placeOf(pointerOf('artifacts', artifact.name, 'versions'));
  const named = (version: string): ArtifactVersion => versionNamed(workspace, artifact, version);

  const wanted = wish.to ?? wish.drill?.to;
  const to = wanted === undefined ? ordered.findLast(({ source }) => !source.onDemand) : named(wanted);
  if (!to)
    throw new DrillError('version/none', `every version of ${artifact.name} is onDemand`, { fix: 'name one with `--to <version>`', at });
  const index = ordered.indexOf(to);

  const fromDrill = wish.to === undefined || wish.to === wish.drill?.to ? wish.drill?.from : undefined;
  const asked = wish.from ?? fromDrill;
  if (asked !== undefined) {
    const from = named(asked);
    if (from !== to) return { from, to };
    throw new DrillError('version/same', `N and N-1 of ${artifact.name} are both ${to.version}`, {
      why: 'There is nothing to roll back from a version to itself.',
      fix: wish.from === undefined ? 'name another N-1 with `--from <version>`' : 'name two versions',
      at,
    });
  }
  const older = ordered.slice(0, index);
  const from = older.find(({ version }) => version === wish.lastKnownGood) ?? older.findLast(({ source }) => !source.onDemand);
  if (from) return { from, to };
  throw new DrillError('version/no-previous', `there is no version of ${artifact.name} before ${to.version}`, {
    why: 'A rollback leads to N-1, and none is known.',
    fix: 'declare it, name one with `--from <version>`, or say that there is none yet: `drill record … --first-release`',
    at,
  });
};

/**
 * What the working tree of a version is called: `1.5.0+worktree.0a1b2c3d`, by the first 8 digits of its digest. A version
 * that has build metadata already is extended, for semantic versions have but one `+`.
 * @param digest `sha256:…`
 */
export const worktreeVersion = (version: string, digest: string): string =>
  `${version}${version.includes('+') ? '.' : '+'}worktree.${digest.replace(/^sha256:/, '').slice(0, 8)}`;
