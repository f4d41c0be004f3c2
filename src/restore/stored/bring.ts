import { copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { checkBackupManifest, readBackupManifest } from '../files/backup-manifest.ts';
import { collectLog, isOfLog } from '../files/collect-log.ts';
import { confine, removeRunning } from '../files/confine.ts';
import { readCluster, readerOf } from '../files/control.ts';
import { segmentOf } from '../files/wal.ts';
import type { Backup, FileFault, Restored, Target } from '../provider.ts';
import { extractAll } from './archive.ts';
import { copyCluster } from './copy.ts';
import { loadStored } from './load.ts';
import type { Stored } from './stored.ts';

/** Where the log is that goes on from a backup, and whether what is brought may be taken away from where it lies. */
interface How {
  readonly wal?: string;
  /** It was made for this run: it is moved, not copied. */
  readonly isOurs?: boolean;
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/** The log that came with the files, and the one that is archived: of the latter first. */
const bringLog = async (backup: Backup, data: string, folder: string, wal: string | undefined, signal: AbortSignal) => {
  const first = segmentOf(backup);
  if (first === undefined) return {};
  const own = join(data, 'pg_wal');
  const places = wal === undefined ? [own] : [wal, own];
  const where = new Map<string, string>();
  for (const place of places)
    for (const name of await namesIn(place)) if (isOfLog(name) && !where.has(name)) where.set(name, join(place, name));
  return collectLog(
    { names: [...where.keys()], first, folder, backup },
    async (name, to) => {
      await copyFile(where.get(name) ?? '', to);
      return 'got';
    },
    signal,
  );
};

/** What is not as PostgreSQL's own list of the files says, where there is one. */
const look = async (data: string, beside: string, signal: AbortSignal): Promise<readonly FileFault[]> => {
  const read = (folder: string) => readFile(join(folder, 'backup_manifest'), 'utf8').catch(() => undefined);
  const text = (await read(data)) ?? (await read(beside));
  return text === undefined ? [] : checkBackupManifest(data, readBackupManifest(text), signal);
};

const bringCluster = async (
  stored: Extract<Stored, { kind: 'cluster' | 'archive' }>,
  backup: Backup,
  { folder }: Target,
  { wal, isOurs = false }: How,
  signal: AbortSignal,
): Promise<Restored> => {
  const data = join(folder, 'data');
  let cut: readonly FileFault[] = [];
  if (stored.kind === 'archive') cut = await extractAll(stored.path, stored.base, { folder, data }, signal);
  else if (isOurs) await rename(stored.path, data);
  else await copyCluster(stored.path, { folder, data }, signal);
  const faults = cut.length > 0 ? cut : await look(data, stored.path, signal);
  await mkdir(data, { recursive: true, mode: 0o700 });
  const facts = await readCluster(readerOf(data));
  // What an archive holds is known only now.
  const known: Backup = {
    ...backup,
    ...(facts.systemIdentifier !== undefined && { systemIdentifier: facts.systemIdentifier }),
    ...(facts.timeline !== undefined && { timeline: facts.timeline }),
    ...(facts.from !== undefined && backup.log === undefined && { log: { from: facts.from, to: facts.from } }),
  };
  await removeRunning(data);
  const brought = await confine(folder, data);
  const log = faults.length > 0 ? {} : await bringLog(known, data, folder, wal, signal);
  return { kind: 'cluster', data, ...brought, faults, ...log };
};

/** What pg_restore says of a dump that is not as it was written. What a server refuses is another matter. */
const faultsIn = (error: unknown, name: string): readonly FileFault[] => {
  const words = error instanceof DrillError ? (error.problems[0]?.why ?? '') : '';
  if (/could not read from input file: end of file|unexpected end of file|input file is too short/.test(words))
    return [{ name, how: 'truncated' }];
  if (/could not open input file .*\.(?:dat|gz|blob)/.test(words)) return [{ name, how: 'missing' }];
  if (/could not uncompress|corrupt|did not find magic string|unexpected (?:block|section|data offset)|crc|invalid compressed/i.test(words))
    return [{ name, how: 'changed' }];
  throw error;
};

/** Brings a backup that lies there as it was found. @throws DrillError `backup/…` */
export const bringStored = async (stored: Stored, backup: Backup, target: Target, how: How, signal: AbortSignal): Promise<Restored> => {
  if (stored.kind !== 'dump') return bringCluster(stored, backup, target, how, signal);
  if (stored.isCut === true)
    return {
      kind: 'database',
      files: 1,
      bytes: stored.bytes ?? 0,
      faults: [{ name: stored.id, how: stored.bytes === 0 ? 'empty' : 'truncated' }],
    };
  const into = await target.database(stored.major === undefined ? {} : { major: stored.major });
  const faults = await loadStored(stored, into, target.folder, signal).then(
    () => [],
    (error: unknown) => faultsIn(error, stored.id),
  );
  return { kind: 'database', files: 1, bytes: stored.bytes ?? 0, faults };
};

/** The newest first. @throws DrillError `backup/undated` where one does not say of when it is: it might be the newest */
export const newestFirst = (all: readonly { readonly stored: Stored; readonly backup: Backup | undefined }[]): readonly Backup[] => {
  const undated = all.filter(({ backup }) => backup === undefined).map(({ stored }) => stored.id);
  if (undated.length > 0)
    throw new DrillError(
      'backup/undated',
      `nothing says of when ${undated.slice(0, 3).join(', ')} ${undated.length === 1 ? 'is' : 'are'}`,
      {
        why: 'The newest backup is told by what is in it: the time of a file is that of its last copy.',
        fix: 'write the day and time into its name (shop-2026-11-24T0200.sql), or dump with --format=custom',
        kind: 'internal',
      },
    );
  return all.flatMap(({ backup }) => backup ?? []).sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1));
};
