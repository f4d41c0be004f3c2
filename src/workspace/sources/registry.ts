import { DrillError } from '../../core/error.ts';
import { silent } from '../../core/progress.ts';
import type { ArtifactVersion, Workspace } from '../workspace.ts';
import { git } from './git.ts';
import { image } from './image.ts';
import { npm } from './npm.ts';
import { path } from './path.ts';
import { nameOf, type Provided, type Providing, type Source } from './source.ts';

/** Every place a version can come from. git stands before path, for a git source may have a `path` too. */
export const sources = [git, npm, image, path] as const;

// Each source takes versions of its own kind alone; `of` is what makes sure of it, which types cannot follow.
const of = (version: ArtifactVersion): Source => {
  const found = sources.find(({ kind }) => kind in version.source);
  if (!found) throw new DrillError('source/unknown', `nothing knows where ${nameOf(version)} comes from`, { kind: 'internal' });
  return found;
};

/**
 * The digest of a version, code and config together: `sha256:…`.
 * npm without a lock of its own: its lock is made on first use, which needs the network.
 * @throws DrillError `source/…` (exit 64)
 */
export const digestOf = (workspace: Workspace, version: ArtifactVersion, providing: Partial<Providing> = {}): Promise<string> =>
  of(version).digest(workspace, version as never, { signal: new AbortController().signal, progress: silent, ...providing });

/**
 * Gets a version ready to be run; hold it with `await using`.
 * @throws DrillError `source/…` (exit 64), or the signal's reason
 */
export const provide = (workspace: Workspace, version: ArtifactVersion, providing: Providing): Promise<Provided> =>
  of(version).provide(workspace, version as never, providing);
