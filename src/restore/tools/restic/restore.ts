import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../../core/error.ts';
import type { Backup, FileFault, Restored, Target } from '../../provider.ts';
import { bringStored } from '../../stored/bring.ts';
import { findStored } from '../../stored/find.ts';
import { filesOf, type Node } from './list.ts';
import type { Restic } from './program.ts';

/** What restic could not bring: it goes on with the next file, and names each. */
const faultsIn = (error: unknown): readonly FileFault[] => {
  const words = error instanceof DrillError ? (error.problems[0]?.why ?? '') : '';
  const how = /no such file|does not exist|not found/i.test(words) ? 'missing' : 'changed';
  const named = [...words.matchAll(/ignoring error for (\/[^:\n]+):/g)].map(([, name = '']): FileFault => ({ name, how }));
  if (named.length > 0) return named;
  // Packs that are gone or damaged, of which it does not say what was in them.
  return /ciphertext verification failed|invalid data returned|hash mismatch|no such file or directory|does not exist|unexpected EOF|Load(?:Tree|Blob)?\(/i.test(
    words,
  )
    ? [{ name: 'of the snapshot', how }]
    : [];
};

/** What restic has of a snapshot must be there, as long as it is there. */
const missing = async (nodes: readonly Node[], folder: string): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = [];
  for (const { path, size } of nodes) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (!found) faults.push({ name: path, how: 'missing' });
    else if (size !== undefined && found.size !== size)
      faults.push({ name: path, how: found.size === 0 ? 'empty' : found.size < size ? 'truncated' : 'appended' });
  }
  return faults;
};

/** Brings a snapshot into the drill's folder, and what is in it to where it is wanted. @throws DrillError what the tool says */
export const restoreBackup = async (
  restic: Restic,
  backup: Backup,
  target: Target,
  wal: string | undefined,
  signal: AbortSignal,
): Promise<Restored> => {
  const folder = join(target.folder, 'snapshot');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const broken = (faults: readonly FileFault[]): Restored => ({ kind: 'cluster', data: folder, files: 0, bytes: 0, faults });
  let nodes: readonly Node[];
  try {
    nodes = await filesOf(restic, backup.id, signal);
    await restic.ask(['restore', backup.id, `--target=${folder}`], { env: target.scratch.mark }, signal);
  } catch (error) {
    const faults = faultsIn(error);
    if (faults.length === 0) throw error;
    return broken(faults);
  }
  const faults = await missing(nodes, folder);
  if (faults.length > 0) return broken(faults);
  const [stored, ...more] = await findStored(folder, signal, 64); // A snapshot has whole paths.
  if (!stored || more.length > 0)
    throw new DrillError(
      'backup/nothing-known',
      stored
        ? `the snapshot ${backup.id} holds ${more.length + 1} backups`
        : `there is neither a cluster nor a dump in the snapshot ${backup.id}`,
      { fix: 'choose snapshots of one backup each: `tags`, `host`', kind: 'internal' },
    );
  return bringStored(stored, backup, target, { isOurs: true, ...(wal !== undefined && { wal }) }, signal);
};
