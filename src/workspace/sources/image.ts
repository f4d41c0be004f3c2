import { DrillError } from '../../core/error.ts';
import { pointerOf } from '../reading/places.ts';
import type { Workspace } from '../workspace.ts';
import { nameOf, pointerTo, type Source, type VersionFrom } from './source.ts';

const notYet = (workspace: Workspace, version: VersionFrom<'image'>): never => {
  throw new DrillError('source/not-yet', `${nameOf(version)} is a container image, which drill can read about but not start yet`, {
    fix: 'give it a `path`, `npm` or `git` source for now',
    at: workspace.placeOf(pointerOf(...pointerTo(version, 'image'))),
  });
};

/** A container image: parsed, so that drill.yaml may name it. */
export const image: Source<'image'> = {
  kind: 'image',
  digest: async (workspace, version) => notYet(workspace, version),
  provide: async (workspace, version) => notYet(workspace, version),
};
