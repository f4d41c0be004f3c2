import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import type { SnapshotChange, SnapshotStore } from '../../model/snapshot.ts';
import type { Catalog } from '../../storage/catalog.ts';
import type { Change } from '../../storage/change.ts';
import { diffCatalogs } from '../../storage/diff.ts';
import { nameOf } from '../../storage/objects.ts';
import { parseSnapshot, writeSnapshot } from '../../storage/snapshot.ts';
import { asTyped, readText } from '../../workspace/reading/file.ts';
import type { ArtifactVersion, Workspace } from '../../workspace/workspace.ts';

/** Where the snapshot of a store lies, and what it says. */
interface Committed {
  readonly store: string;
  /** Relative to the workspace: snapshots/<artifact>/<version>/<store>.json. */
  readonly file: string;
  readonly path: string;
  /** As messages call it. */
  readonly named: string;
  /** Absent: there is none yet. */
  readonly catalog?: Catalog;
}

/**
 * The committed snapshot of a store.
 * @param cwd messages name the file as seen from there
 * @throws DrillError `snapshot/…` where it cannot be read: it is not written over unseen
 */
export const readCommitted = ({ root }: Workspace, cwd: string, { artifact, version }: ArtifactVersion, store: string): Committed => {
  const file = ['snapshots', artifact, version, `${store}.json`].join('/');
  const path = join(root, file);
  const named = asTyped(cwd, path);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return { store, file, path, named };
  return { store, file, path, named, catalog: parseSnapshot(readText(path, named, 'snapshot'), named) };
};

const changeOf = ({ turn, kind, name, was, is, fields }: Change): SnapshotChange => ({
  turn,
  object: nameOf(is ?? was ?? { kind, name }),
  ...(turn === 'renamed' && was ? { from: was.name } : {}),
  fields,
});

/** The file is there as a whole or not at all. */
const write = (path: string, named: string, text: string): void => {
  const made = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(made, text);
    renameSync(made, path);
  } catch (error) {
    rmSync(made, { force: true });
    throw new DrillError('snapshot/unwritable', `cannot write ${named}: ${messageOf(error)}`, { cause: error });
  }
};

/** Compares what was captured with the committed snapshot, and unless `check` is set writes it where it is another. */
export const keepSnapshot = ({ store, file, path, named, catalog: was }: Committed, catalog: Catalog, check: boolean): SnapshotStore => {
  const changes = was ? diffCatalogs(was, catalog).map(changeOf) : [];
  const about = { store, file, objects: catalog.objects.length, changes };
  if (check) return { ...about, state: !was ? 'missing' : changes.length > 0 ? 'differs' : 'equal' };
  if (was && changes.length === 0) return { ...about, state: 'unchanged' };
  write(path, named, writeSnapshot(catalog));
  return { ...about, state: was ? 'rewritten' : 'written' };
};
