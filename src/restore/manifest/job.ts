import { DrillError } from '../../core/error.ts';
import { untilArchived } from '../../storage/engines/postgres/archived.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import type { Manifest } from '../manifest.ts';
import type { RestorePlan } from '../plan.ts';
import type { Backup, Repository } from '../provider.ts';
import { sealManifest } from '../sealed.ts';
import { type About, manifestNow } from './now.ts';
import { exportedMoment } from './moment.ts';
import { readCluster, readManifest } from './take.ts';

// Manifests of backups that others take: written at the time of their job.

interface Wanted {
  readonly of: About & Pick<RestorePlan, 'moment'>;
  readonly repository: Repository;
  /** Connection URL of what is backed up. */
  readonly url: string;
  /** Takes a backup of a snapshot that is named to it; absent: it was taken just now. */
  readonly job?: (snapshot: string) => Promise<void>;
}

const newestOf = async (repository: Repository, signal: AbortSignal): Promise<Backup> => {
  const [newest] = await repository.list(signal);
  if (newest) return newest;
  throw new DrillError('backup/none', `${repository.provider} has no backup in ${repository.where}`, {
    fix: 'take one first, or let drill run the job that does: drill backups <artifact> --manifest -- <command>',
  });
};

const refuseOther = (backup: Backup, systemIdentifier: string): void => {
  if (backup.systemIdentifier === undefined || systemIdentifier === '' || backup.systemIdentifier === systemIdentifier) return;
  throw new DrillError(
    'backup/other-cluster',
    `${backup.id} is of the cluster ${backup.systemIdentifier}, and the source is ${systemIdentifier}`,
    {
      fix: 'look at `source` and at where the backups are taken from',
    },
  );
};

/**
 * Writes down what a source holds, for the newest backup of it.
 * @throws DrillError `backup/none`, `backup/none-new`, `backup/needs-job`, `backup/other-cluster`, `backup/…`
 */
export const manifestOfJob = async ({ of, repository, url, job }: Wanted, signal: AbortSignal): Promise<Manifest> => {
  await using session = await openSession(url);
  const cluster = await readCluster(session);
  const source = { session, url, database: cluster.database };
  const known = job ? new Set((await repository.list(signal)).map(({ id }) => id)) : undefined;
  await using moment = job ? await exportedMoment(source) : undefined;
  if (job && moment) await job(moment.snapshot);
  const backup = await newestOf(repository, signal);
  if (known?.has(backup.id))
    throw new DrillError(
      'backup/none-new',
      `the command has ended well, and ${repository.provider} has no new backup in ${repository.where}`,
      {
        fix: 'look at where the command writes to',
        kind: 'internal',
      },
    );
  refuseOther(backup, cluster.systemIdentifier);
  if (backup.form === 'logical') {
    if (!moment)
      throw new DrillError('backup/needs-job', `${backup.id} is a dump: what it is of was known while it was made`, {
        fix: 'let drill run what dumps, with pg_dump --snapshot="$DRILL_SNAPSHOT": drill backups <artifact> --manifest -- <command>',
      });
    return sealManifest(await readManifest(source, moment, { ...of, id: backup.id, at: backup.at }, signal));
  }
  const manifest = await manifestNow(of, of.moment, source, backup, signal);
  await untilArchived(session, {}, signal);
  return sealManifest(manifest);
};
