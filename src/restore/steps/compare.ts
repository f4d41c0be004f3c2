import { DrillError } from '../../core/error.ts';
import { diffCatalogs } from '../../storage/diff.ts';
import type { RecoverTo } from '../../storage/engines/postgres/restored.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import { dumpedContent, type Manifest } from '../manifest.ts';
import { readContent } from '../manifest/read.ts';
import type { Restored } from '../provider.ts';
import type { Run } from '../run.ts';
import { type Copy, noteLog, openCopy } from './copy.ts';

/** Where the copy is brought to, to be held against a manifest. */
const placeOf = ({ moment }: Manifest): RecoverTo | undefined =>
  moment.kind === 'restore-point'
    ? { kind: 'restore-point', name: moment.name }
    : moment.kind === 'lsn'
      ? { kind: 'lsn', at: moment.at }
      : undefined;

/** Reads what a copy holds, and whose it is. */
export const readCopy = async (run: Run, copy: Copy, database: string, signal: AbortSignal): Promise<void> => {
  const { facts, plan } = run;
  const { manifest } = facts;
  await using session = await openSession(copy.url(database));
  const content = await readContent(session, plan.invariants, signal);
  facts.content = facts.backup?.form === 'logical' ? dumpedContent(content) : content;
  if (manifest) facts.changes = diffCatalogs(manifest.content.catalog, facts.content.catalog);
  if (plan.tenant !== undefined) {
    const [row] = await session.query<Record<string, string>>(plan.tenant).catch(() => []);
    facts.tenant = row ? Object.values(row).join(' ') : '';
  }
  await noteLog(run, copy);
};

/**
 * A transaction is committed in the log a moment before others see it: one that the source's snapshot took for one under way may be seen
 * on the copy. Then the manifest is of no place in the log, and says nothing. @throws DrillError `restore/no-moment`
 */
const refuseInexact = async (copy: Copy, { moment, cluster }: Manifest): Promise<void> => {
  if (moment.kind !== 'lsn' || moment.running.length === 0) return;
  await using session = await openSession(copy.url(cluster.database));
  const [seen] = await session.query<{ committed: string }>(
    "SELECT count(*) FILTER (WHERE pg_xact_status(x::xid8) = 'committed') AS committed FROM unnest($1::text[]) x",
    [moment.running],
  );
  if (seen?.committed === '0') return;
  throw new DrillError(
    'restore/no-moment',
    'a transaction was committed just while the source was looked at: what was written down is of no place in its log',
    {
      fix: 'take the backup and its manifest again; with moment: lock this cannot be',
      kind: 'internal',
    },
  );
};

/** Brings a copy of a cluster to the manifest's moment, at which it must hold what the source did. Without a manifest there is no such moment. */
export const compareAtMoment = async (run: Run, restored: Restored, signal: AbortSignal): Promise<void> => {
  const { manifest } = run.facts;
  const to = manifest && placeOf(manifest);
  if (restored.kind !== 'cluster' || !manifest || !to) return;
  await using copy = await openCopy(run, restored, to, 'moment', signal);
  await refuseInexact(copy, manifest);
  await readCopy(run, copy, manifest.cluster.database, signal);
};
