import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../../core/error.ts';
import { silent } from '../../../core/progress.ts';
import type { Step } from '../../../storage/migrations/step.ts';
import { migrationFiles } from '../../../storage/migrations/files.ts';
import { type MigrationFile, stepsOf } from '../../../storage/migrations/layouts.ts';
import { ifThere, unreadable } from '../../../storage/migrations/unreadable.ts';
import type { StoreDefinition } from '../../../workspace/definition.ts';
import { asTyped } from '../../../workspace/reading/file.ts';
import { provide } from '../../../workspace/sources/registry.ts';
import type { ArtifactVersion, Workspace } from '../../../workspace/workspace.ts';
import type { Base } from '../base.ts';
import { folderOf, snapshotFile } from './digest.ts';
import { type Given, givenBy } from './given.ts';

/** A store at one version: what can be known of it without a server. */
export interface Side {
  /** `1.5.0`, `main (0a1b2c3)` */
  readonly version: string;
  /** Its migrations in order; absent: there are none as SQL. Empty: this version has no such folder. */
  readonly steps?: readonly Step[];
  /** The committed snapshot, with its file relative to the workspace and as messages name it; absent: none. */
  readonly snapshot?: { readonly file: string; readonly named: string; readonly text: string };
  /** Statements that it asks, and rows; absent: its migrations are not run, so that nothing is asked. */
  readonly given?: Given;
}

/** Where files are read from: a folder, or a commit. */
interface Place {
  readonly list: (folder: string) => Promise<readonly string[] | undefined>;
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
  readonly named: (file: string) => string;
}

const onDisk = (root: string, named: Place['named']): Place => ({
  list: (folder) => ifThere(readdir(join(root, folder)), named(folder)),
  // A folder is no file: it is listed.
  read: (file) => ifThere(readFile(join(root, file)), named(file), ['ENOENT', 'ENOTDIR', 'EISDIR']),
  named,
});

const textOf = (bytes: Uint8Array, named: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DrillError('migrations/not-utf-8', `${named} is not valid UTF-8`, { cause, fix: 'Save it as UTF-8.' });
  }
};

const stepsIn = async (place: Place, folder: string): Promise<readonly Step[]> => {
  const paths = (await migrationFiles(place.list, folder)) ?? [];
  const read = async (path: string): Promise<MigrationFile> => {
    const at = join(folder, path);
    const file = place.named(at);
    const bytes = await place.read(at);
    if (!bytes) throw unreadable(file, new Error('it is a folder, or a link that leads nowhere'));
    return { path, sql: { file, text: textOf(bytes, file) } };
  };
  return stepsOf(await Promise.all(paths.map(read)));
};

const snapshotIn = async (place: Place, file: string): Promise<Pick<Side, 'snapshot'>> => {
  const bytes = await place.read(file);
  if (!bytes) return {};
  const named = place.named(file);
  return { snapshot: { file, named, text: textOf(bytes, named) } };
};

/** A store of a version as it lies in the working tree, or wherever the version comes from. @throws DrillError for what cannot be read */
export const sideOf = async (
  workspace: Workspace,
  version: ArtifactVersion,
  [store, definition]: readonly [string, StoreDefinition],
  cwd: string,
  signal: AbortSignal,
): Promise<Side> => {
  const here = onDisk(workspace.root, (file) => asTyped(cwd, join(workspace.root, file)));
  const kept = await snapshotIn(here, snapshotFile(version.artifact, version.version, store));
  const { migrations, statements } = definition;
  if (migrations === undefined && statements === undefined) return { version: version.version, ...kept };
  await using provided = await provide(workspace, version, { signal, progress: silent });
  // What was fetched for the purpose lies in a cache, whose path says nothing to anybody.
  const isHere = 'path' in version.source && !('git' in version.source);
  const named = (file: string): string =>
    isHere ? asTyped(cwd, join(provided.folder, file)) : `${version.artifact}@${version.version}/${file}`;
  const inVersion = onDisk(provided.folder, named);
  const given = await givenBy(version, [store, definition], inVersion, { place: here, digest: provided.digest });
  return {
    version: version.version,
    ...(typeof migrations === 'string' && { steps: await stepsIn(inVersion, migrations) }),
    given,
    ...kept,
  };
};

/** The files of a version that is a folder, by their paths in it. */
const inFolder = (place: Place, { source }: ArtifactVersion): Place => {
  const root = 'path' in source ? (source.path ?? '') : '';
  const at = (path: string): string => join(root, path);
  return { list: (path) => place.list(at(path)), read: (path) => place.read(at(path)), named: (path) => place.named(at(path)) };
};

/** The same store as it is committed at a ref. Of a version that is no folder of this repository only the snapshot can be. */
export const committedSide = async (
  version: ArtifactVersion,
  [store, definition]: readonly [string, StoreDefinition],
  base: Base,
): Promise<Side> => {
  const folder = folderOf(version, definition);
  const place: Place = { list: base.list, read: base.read, named: (file) => `${base.name}:${file}` };
  const kept = await snapshotIn(place, snapshotFile(version.artifact, version.version, store));
  const given = await givenBy(version, [store, definition], inFolder(place, version), { place, digest: undefined });
  return { version: base.name, ...(folder !== undefined && { steps: await stepsIn(place, folder), given }), ...kept };
};
