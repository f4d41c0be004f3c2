import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonicalJson, sha256 } from '../../../core/hash.ts';
import { isCapture } from '../../../storage/statements/query.ts';
import { migrationFiles } from '../../../storage/migrations/files.ts';
import type { StoreDefinition } from '../../../workspace/definition.ts';
import { treeHash } from '../../../workspace/sources/tree-hash.ts';
import type { Artifact, ArtifactVersion, Workspace } from '../../../workspace/workspace.ts';
import { capturedFile, givenPaths } from './given.ts';

// Beside contracts without loading anything that knows databases: the gate asks for these at every rollout.

type NamedStore = readonly [name: string, definition: StoreDefinition];

/** As the ledger calls a store: a contract may have the same name. */
const storeName = (store: string): string => `store ${store}`;

export const snapshotFile = (artifact: string, version: string, store: string): string =>
  ['snapshots', artifact, version, `${store}.json`].join('/');

/** The folder of a version's migrations, relative to the workspace; undefined: they lie elsewhere, or there are none as SQL. */
export const folderOf = ({ source }: ArtifactVersion, { migrations }: StoreDefinition): string | undefined =>
  typeof migrations === 'string' && 'path' in source && !('git' in source) ? join(source.path, migrations) : undefined;

/** Files of a store that decide what a check finds, relative to the workspace; `list` lists the files of a folder. */
export const filesOfStore = async (
  version: ArtifactVersion,
  [store, definition]: NamedStore,
  list: (folder: string) => Promise<readonly string[] | undefined>,
): Promise<readonly string[]> => {
  const folder = folderOf(version, definition);
  const names = folder === undefined ? [] : ((await migrationFiles(list, folder)) ?? []);
  const { source } = version;
  const root = 'path' in source && !('git' in source) ? source.path : undefined;
  const given = await Promise.all(
    (root === undefined ? [] : givenPaths(definition)).map(async (path) => {
      const at = join(root ?? '', path);
      return (await list(at))?.filter(isCapture).map((name) => join(at, name)) ?? [at];
    }),
  );
  return [snapshotFile(version.artifact, version.version, store), ...names.map((name) => join(folder ?? '', name)), ...given.flat()];
};

/** Where a version lies does not matter; the files of Prisma are told apart by their folders. */
const nameOf = (file: string): string => (/\/(?:migration|down)\.sql$/.test(file) ? `${basename(dirname(file))}/` : '') + basename(file);

export const listFolder =
  (root: string) =>
  (folder: string): Promise<readonly string[] | undefined> =>
    readdir(join(root, folder)).catch(() => undefined);

/**
 * What a store is at a version, as far as a check looks: how it is declared, its migrations and its snapshot. What is fetched from
 * elsewhere is in the version's own digest. Never fails: a file that cannot be read counts as none.
 */
export const storeDigest = async ({ root }: Workspace, version: ArtifactVersion, store: NamedStore): Promise<string> => {
  const [name, { statements }] = store;
  // What a drill has captured lies beside the workspace's files, and is never committed.
  const captured = typeof statements === 'object' ? [capturedFile(version, name)] : [];
  const files = [...(await filesOfStore(version, store, listFolder(root))), ...captured];
  const contents = await Promise.all(
    files.toSorted().map(async (file) => {
      const bytes = await readFile(join(root, file)).catch(() => undefined);
      return bytes ? [[nameOf(file), sha256(bytes)]] : [];
    }),
  );
  // What a tool runs is somewhere in the version.
  const isTool = typeof store[1].migrations === 'object' && 'path' in version.source && !('git' in version.source);
  const whole = isTool ? await treeHash(join(root, version.source.path)).catch(() => 'unreadable') : undefined;
  return sha256(canonicalJson({ declared: store[1], files: contents.flat(), ...(whole !== undefined && { whole }) }));
};

/** The digests of all stores of two versions as they are now. */
export const storeDigests = async (
  workspace: Workspace,
  { stores = {}, ordered }: Artifact,
  from: string,
  to: string,
): Promise<readonly { readonly name: string; readonly old?: string; readonly new?: string }[]> => {
  const [old, next] = [from, to].map((name) => ordered.find(({ version }) => version === name));
  return Promise.all(
    Object.entries(stores).map(async (store) => ({
      name: storeName(store[0]),
      ...(old && { old: await storeDigest(workspace, old, store) }),
      ...(next && { new: await storeDigest(workspace, next, store) }),
    })),
  );
};
