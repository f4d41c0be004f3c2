import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import type { CheckReport } from '../../model/check.ts';
import { type CatalogFile, compareCatalogs } from '../../storage/compare.ts';
import type { StorageStance } from '../../storage/judge.ts';
import { parseSnapshot } from '../../storage/snapshot.ts';
import { placesIn } from '../../storage/snapshot/place.ts';

/** A snapshot by the name of its file, or as text that is called so. */
export interface SnapshotSource {
  readonly name: string;
  readonly text?: string;
}

const readSnapshot = async ({ name: file, text: given }: SnapshotSource, cwd: string): Promise<CatalogFile> => {
  const text =
    given ??
    (await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
      throw new DrillError('snapshot/unreadable', `${file} cannot be read: ${messageOf(cause)}`, { cause });
    }));
  const catalog = parseSnapshot(text, file);
  return { catalog, file, digest: sha256(text), placeOf: placesIn(catalog, text, file) };
};

/** @throws DrillError with the problems of both */
const readBoth = async (sources: readonly [SnapshotSource, SnapshotSource], cwd: string): Promise<readonly [CatalogFile, CatalogFile]> => {
  const [old, next] = await Promise.allSettled(sources.map((source) => readSnapshot(source, cwd)));
  const [first, ...more] = [old, next].flatMap((one) => {
    if (one?.status !== 'rejected') return [];
    if (one.reason instanceof DrillError) return one.reason.problems;
    throw one.reason;
  });
  if (first) throw DrillError.of([first, ...more]);
  if (old?.status !== 'fulfilled' || next?.status !== 'fulfilled') throw new Error('two snapshots were asked for');
  return [old.value, next.value];
};

/**
 * Compares two snapshots of a store, N-1 first; a check with one store.
 * @throws DrillError (usage) for what cannot be read or is of another engine
 */
export const diffSnapshots = async (
  sources: readonly [SnapshotSource, SnapshotSource],
  cwd: string,
  stance: StorageStance,
  at: Date,
): Promise<CheckReport> => {
  const [old, next] = await readBoth(sources, cwd);
  if (old.catalog.engine !== next.catalog.engine)
    throw new DrillError('diff/two-engines', `${old.file} is of ${old.catalog.engine} and ${next.file} of ${next.catalog.engine}`, {
      fix: 'Give two snapshots of the same store.',
    });
  return {
    format: 'rollback-drill/check',
    version: 1,
    artifact: 'diff',
    from: { version: old.file, digest: old.digest },
    to: { version: next.file, digest: next.digest },
    at: at.toISOString(),
    contracts: [compareCatalogs(old, next, old.catalog.engine, stance)],
  };
};
