import { DrillError } from '../../core/error.ts';
import { openSession, type Session } from '../../storage/engines/postgres/session.ts';
import { hashOfManifest, type Manifest } from '../manifest.ts';
import { untilArchived } from '../../storage/engines/postgres/archived.ts';
import { exportedMoment } from '../manifest/moment.ts';
import { aboutOf, manifestNow } from '../manifest/now.ts';
import { readCluster, readManifest } from '../manifest/take.ts';
import type { RestorePlan } from '../plan.ts';
import type { Repository, Source } from '../provider.ts';
import type { Run } from '../run.ts';
import { sealManifest } from '../sealed.ts';
import { markOn } from './points.ts';

// A backup, and with it what the source holds: at the snapshot that the backup is of, or at a place of the log after it.

const takeOne = async (plan: RestorePlan, repository: Repository, source: Source, signal: AbortSignal): Promise<Manifest> => {
  if (!repository.take)
    throw new DrillError('backup/cannot-take', `${repository.provider} takes no backups`, {
      fix: 'say take: false, and let a drill find the newest',
    });
  if (!repository.capabilities.snapshot) return manifestNow(plan, plan.moment, source, await repository.take(source, signal), signal);
  await using moment = await exportedMoment(source);
  const backup = await repository.take({ ...source, snapshot: moment.snapshot }, signal);
  return await readManifest(source, moment, { ...aboutOf(plan), id: backup.id, at: backup.at }, signal);
};

const takeFrom = async (run: Run, repository: Repository, url: string, signal: AbortSignal): Promise<void> => {
  await using session = await openSession(url);
  const source = { session, url, database: await nameOf(session) };
  run.database = source.database;
  const manifest = sealManifest(await takeOne(run.plan, repository, source, signal));
  if (manifest.moment.kind !== 'snapshot') await untilArchived(session, {}, signal);
  await run.ports.manifests.write(manifest, hashOfManifest(manifest));
};

const nameOf = async (session: Session): Promise<string> => {
  const [row] = await session.query<{ name: string }>('SELECT current_database() AS name');
  return row?.name ?? '';
};

/** Of a source that the drill makes: it is written to before the backup and after it, and is lost then. */
const takeOfMade = async (run: Run): Promise<Repository> => {
  const { plan, ports, scratch, phase } = run;
  const { openSource } = ports;
  if (!openSource) throw new Error('nobody makes the source');
  await using source = await phase('prepare', (signal) => openSource(scratch, signal), 'a source that is written to');
  await phase('take', async (signal) => {
    await source.work(plan.workMs, signal);
    await takeFrom(run, source.repository, source.url, signal);
    await markOn(run, source.url, signal);
    await source.work(plan.workMs, signal);
    run.lostAt = await source.lose();
  });
  return source.repository;
};

/** What the source tells of itself, that a backup must be of. */
const askSource = async (run: Run, url: string): Promise<void> => {
  const { plan, facts } = run;
  await using session = await openSession(url);
  await session.query('SET default_transaction_read_only = on');
  const { systemIdentifier, database, tenant } = await readCluster(session, plan.tenant);
  run.database = database;
  facts.expected = {
    ...(systemIdentifier !== '' && { systemIdentifier }),
    ...(tenant !== undefined && { tenant }),
    ...facts.expected, // What is declared counts, also where the source has become another one.
  };
};

/** Comes to where backups are, with one more in it where one is to be taken. */
export const takeBackup = async (run: Run): Promise<Repository> => {
  const { plan, ports, phase } = run;
  if (plan.source === 'made') return takeOfMade(run);
  const { repository, source } = ports;
  if (!repository) throw new Error('nobody says where backups are');
  if (source === undefined) return repository;
  await phase('prepare', () => askSource(run, source), 'the source');
  if (plan.take)
    await phase('take', async (signal) => {
      await takeFrom(run, repository, source, signal);
      await markOn(run, source, signal);
    });
  return repository;
};
