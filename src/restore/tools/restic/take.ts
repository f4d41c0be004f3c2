import { DrillError } from '../../../core/error.ts';
import type { Backup, Source } from '../../provider.ts';
import { askServer, baseBackupOf, baseTroubles, ownerOf } from '../../stored/base-backup.ts';
import { pipeTools } from '../pipe.ts';
import { refusedBy } from '../tool.ts';
import { listBackups, tagsOf } from './list.ts';
import { type Restic, resticTroubles } from './program.ts';

/** Hands a base backup to restic as one archive of tar, with PostgreSQL's list of its files in it; nothing lies on the disk meanwhile. */
export const takeBackup = async (restic: Restic, { session, url }: Source, signal: AbortSignal): Promise<Backup> => {
  const about = await askServer(session);
  const base = await baseBackupOf(url, about.major);
  const tags = [
    ...new Set([...tagsOf(about), ...restic.chosen.flatMap((arg) => (arg.startsWith('--tag=') ? arg.slice(6).split(',') : []))]),
  ];
  const host = restic.chosen.filter((arg) => arg.startsWith('--host='));
  const args = [
    'backup',
    '--stdin',
    '--stdin-filename=base.tar',
    '--no-cache',
    '--json',
    ...restic.where,
    ...host,
    ...tags.map((tag) => `--tag=${tag}`),
  ];
  const [taken, kept] = await pipeTools(
    { tool: base.tool, args: [...base.args, '--format=tar', '--pgdata=-'] },
    { tool: restic.tool, args, user: ownerOf(restic.repository) },
    signal,
  );
  // Where restic ends first, pg_basebackup has nobody to write to.
  if (kept.code !== undefined && kept.code !== 0) throw refusedBy(restic.tool, ['backup'], kept, resticTroubles);
  if (taken.code !== 0) throw refusedBy(base.tool, ['pg_basebackup'], taken, baseTroubles);
  if (kept.code !== 0) throw refusedBy(restic.tool, ['backup'], kept, resticTroubles);
  const id = /"snapshot_id":"([0-9a-f]+)"/.exec(kept.out)?.[1];
  const found = id === undefined ? undefined : (await listBackups(restic, signal)).find((backup) => backup.id.startsWith(id));
  if (!found)
    throw new DrillError('backup/not-taken', 'restic backup ended with exit code 0, and there is no new snapshot', { kind: 'internal' });
  return found;
};
