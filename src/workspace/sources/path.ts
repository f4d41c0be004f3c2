import { resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { statSync } from 'node:fs';
import { pointerOf } from '../reading/places.ts';
import type { Workspace } from '../workspace.ts';
import { nameOf, pointerTo, type Source, type VersionFrom } from './source.ts';
import { treeHash } from './tree-hash.ts';

const folderOf = (workspace: Workspace, version: VersionFrom<'path'>): string => {
  const folder = resolve(workspace.root, version.source.path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new DrillError('source/missing', `the folder of ${nameOf(version)}, ${version.source.path}, is not there any more`, {
    at: workspace.placeOf(pointerOf(...pointerTo(version, 'path'))),
  });
};

/** A folder beside drill.yaml, run in place. */
export const path: Source<'path'> = {
  kind: 'path',
  digest: (workspace, version) => treeHash(folderOf(workspace, version)),
  provide: async (workspace, version) => {
    const folder = folderOf(workspace, version);
    return { folder, digest: await treeHash(folder), [Symbol.asyncDispose]: async () => {} };
  },
};
