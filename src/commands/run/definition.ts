import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Drill, Workspace } from '../../workspace/workspace.ts';

/** `sha256:…` of a file; of one that cannot be read: none. */
const hashOf = async (path: string): Promise<string | undefined> => {
  try {
    return sha256(await readFile(path));
  } catch {
    return undefined;
  }
};

/**
 * Hash of a drill as it is declared: what evidence by it is bound to. Versions and routes are left out, for evidence names
 * them itself. A workload in a file of its own counts by that file's bytes, not by those of what it imports.
 */
export const definitionOf = async ({ root }: Workspace, drill: Drill): Promise<string> => {
  const { from: _, to: __, routes: ___, onDemand: ____, ...rest } = drill;
  const workload = typeof drill.workload === 'string' ? { file: (await hashOf(resolve(root, drill.workload))) ?? 'none' } : drill.workload;
  return sha256(canonicalJson({ ...rest, workload }));
};
