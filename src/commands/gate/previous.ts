import { DrillError } from '../../core/error.ts';
import { badHere, lastKnownGood, type Marked } from '../../evidence/history.ts';
import type { Entry } from '../../model/fact.ts';
import type { VersionId } from '../../model/version.ts';
import type { GateQuestion } from '../../verdict/gate/question.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { identify } from './versions.ts';

export type From = Pick<GateQuestion, 'from' | 'fromNote' | 'previousBad'>;

/** What an N-1 is looked for with. */
export interface Looking {
  readonly workspace: Workspace;
  readonly artifact: Artifact;
  readonly entries: readonly Entry[];
  readonly environment: string;
  readonly to: VersionId;
}

const markText = ({ reason, seq }: Marked): string => `${reason === undefined ? '' : `: ${reason}`} (entry ${seq})`;

/** The newest declared version before N that is not marked bad; versions on demand are not taken unasked. */
const declaredBefore = async ({ workspace, artifact, entries, environment, to }: Looking): Promise<From> => {
  const bad = badHere(entries, artifact.name, environment);
  const index = artifact.ordered.findIndex(({ version }) => version === to.version);
  const skipped: string[] = [];
  for (const { version } of artifact.ordered
    .slice(0, Math.max(0, index))
    .filter(({ source }) => !source.onDemand)
    .reverse()) {
    const from = await identify(workspace, artifact, entries, version);
    // By its name too: bytes that changed under a name that is marked bad are no other release.
    const mark = bad.find((known) => known.digest === from.digest || known.version === version);
    if (!mark)
      return {
        from,
        fromNote: `no version is known to be good in ${environment}, so N-1 is taken to be ${version}, ${skipped.length === 0 ? `the one declared before ${to.version}` : `the newest one declared before ${to.version} that is not marked bad (as ${skipped.join(', ')})`}`,
      };
    skipped.push(`${version} is${markText(mark)}`);
  }
  if (skipped.length === 0) return {};
  return { previousBad: `every version that is declared before ${to.version} is marked bad in ${environment}: ${skipped.join(', ')}` };
};

/** N-1 of a rollout: as asked, else the last known good one, else the one declared before. @throws DrillError `version/…`, `source/…` */
export const previousOf = async (looking: Looking, asked: string | undefined, isFirst: boolean): Promise<From> => {
  const { workspace, artifact, entries, environment, to } = looking;
  if (asked !== undefined) {
    const from = await identify(workspace, artifact, entries, asked);
    if (from.digest === to.digest)
      throw new DrillError('version/same', `N and N-1 of ${artifact.name} are the same content (${from.digest})`, {
        fix: 'Name two versions.',
      });
    const mark = badHere(entries, artifact.name, environment).find(({ digest }) => digest === from.digest);
    return { from, ...(mark && { previousBad: `${artifact.name} ${asked}, the N-1 that was named, is marked bad${markText(mark)}` }) };
  }
  const good = lastKnownGood(entries, artifact.name, environment, { besides: to.digest });
  if (good) return { from: { version: good.version, digest: good.digest } };
  return isFirst ? {} : declaredBefore(looking);
};
