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

/** Brings a copy of a cluster to the manifest's moment, at which it must hold what the source did. Without a manifest there is no such moment. */
export const compareAtMoment = async (run: Run, restored: Restored, signal: AbortSignal): Promise<void> => {
  const { manifest } = run.facts;
  const to = manifest && placeOf(manifest);
  if (restored.kind !== 'cluster' || !manifest || !to) return;
  await using copy = await openCopy(run, restored, to, 'moment', signal);
  await readCopy(run, copy, manifest.cluster.database, signal);
};
