import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Entry } from '../../model/fact.ts';
import type { Drill, Workspace } from '../../workspace/workspace.ts';
import { judgedBy } from '../check/policy.ts';

/** `sha256:…` of a file; of one that cannot be read: none. */
const hashOf = async (path: string): Promise<string | undefined> => {
  try {
    return sha256(await readFile(path));
  } catch {
    return undefined;
  }
};

/** What a drill of migrations is judged by besides what it sees: waivers and the policy, as they are now. */
export interface Judging {
  readonly now: Date;
  readonly entries: readonly Entry[];
}

/**
 * Hash of a drill as it is declared: what evidence by it is bound to. Versions and routes are left out, for evidence names
 * them itself. A workload in a file of its own counts by that file's bytes, not by those of what it imports.
 */
export const definitionOf = async (workspace: Workspace, drill: Drill, { now, entries }: Judging): Promise<string> => {
  const { root } = workspace;
  const { from: _, to: __, routes: ___, onDemand: ____, ...rest } = drill;
  const artifact = workspace.artifacts.get(drill.artifact);
  if (drill.kind === 'migration') {
    const seed = drill.seed === undefined ? undefined : ((await hashOf(resolve(root, drill.seed))) ?? 'none');
    const judged = artifact && judgedBy(workspace, artifact, undefined, now, entries);
    return sha256(canonicalJson({ ...rest, seed, judged }));
  }
  const workload = typeof drill.workload === 'string' ? { file: (await hashOf(resolve(root, drill.workload))) ?? 'none' } : drill.workload;
  return sha256(canonicalJson({ ...rest, workload }));
};
