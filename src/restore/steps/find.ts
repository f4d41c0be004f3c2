import { openSession } from '../../storage/engines/postgres/session.ts';
import { hashOfManifest } from '../manifest.ts';
import { manifestNow } from '../manifest/now.ts';
import { untilArchived } from '../../storage/engines/postgres/archived.ts';
import type { Backup, Repository } from '../provider.ts';
import { enough, type Run } from '../run.ts';
import { sealManifest } from '../sealed.ts';

/** Finds the newest backup, and what was written down of it. */
export const findBackup = async (run: Run, repository: Repository, signal: AbortSignal): Promise<Backup> => {
  const { facts } = run;
  facts.backups = await repository.list(signal);
  const [backup] = facts.backups;
  if (!backup) throw enough;
  facts.backup = backup;
  const known = await run.ports.manifests.read(backup);
  if (known) {
    facts.manifest = known.manifest;
    facts.restsOn = 'manifest';
    run.database ??= known.manifest.cluster.database;
    if (known.ledger !== undefined) facts.hashes = { ledger: known.ledger, found: hashOfManifest(known.manifest) };
  }
  return backup;
};

/** Looks at a backup where it lies, and at its log. */
export const lookAtBackup = async ({ facts }: Run, repository: Repository, backup: Backup, signal: AbortSignal): Promise<void> => {
  if (repository.log) facts.log = await repository.log(backup, signal);
  if (repository.verify) facts.verified = await repository.verify(backup, signal);
};

/** There is nobody to be asked, or nothing that a copy could be brought to. */
const isAskable = ({ facts, ports }: Run, repository: Repository, backup: Backup): boolean => {
  if (facts.manifest || ports.source === undefined || backup.form !== 'physical' || !repository.capabilities.pointInTime) return false;
  const wanted = facts.expected?.systemIdentifier;
  return wanted === undefined || backup.systemIdentifier === undefined || wanted === backup.systemIdentifier;
};

/**
 * Where nobody wrote down what the source held, and it is there: what it holds now, at a place of its log that the copy is recovered to.
 * Before anything is looked at or fetched, so that the log reaches there.
 */
export const holdAgainstSource = async (run: Run, repository: Repository, backup: Backup, signal: AbortSignal): Promise<void> => {
  const { facts, plan, ports } = run;
  if (!isAskable(run, repository, backup) || ports.source === undefined) return;
  await using session = await openSession(ports.source);
  facts.manifest = sealManifest(
    await manifestNow(plan, plan.moment, { session, url: ports.source, database: run.database ?? plan.database }, backup, signal),
  );
  facts.restsOn = 'source';
  await untilArchived(session, {}, signal);
};
