import { openSession } from '../../storage/engines/postgres/session.ts';
import { hashOfManifest } from '../manifest.ts';
import type { Backup, Repository } from '../provider.ts';
import { enough, type Run } from '../run.ts';
import { manifestNow } from './take.ts';

/** Finds the newest backup, what was written down of it, and looks at its log. */
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
  if (repository.log) facts.log = await repository.log(backup, signal);
  if (repository.verify) facts.verified = await repository.verify(backup, signal);
  return backup;
};

/**
 * Where nobody wrote down what the source held, and it is there: what it holds now, at a place of its log that the copy is recovered to.
 * Before anything is fetched, so that the log reaches there.
 */
export const holdAgainstSource = async (run: Run, repository: Repository, backup: Backup, signal: AbortSignal): Promise<void> => {
  const { facts, plan, ports } = run;
  if (facts.manifest || ports.source === undefined || backup.form !== 'physical' || !repository.capabilities.pointInTime) return;
  const { systemIdentifier } = facts.expected ?? {};
  if (systemIdentifier !== undefined && backup.systemIdentifier !== undefined && systemIdentifier !== backup.systemIdentifier) return;
  await using session = await openSession(ports.source);
  facts.manifest = await manifestNow(plan, { session, url: ports.source, database: run.database ?? plan.database }, backup, signal);
  facts.restsOn = 'source';
};
