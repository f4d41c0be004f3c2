import type { Manifest } from '../manifest.ts';
import type { RestorePlan } from '../plan.ts';
import type { Backup, Source } from '../provider.ts';
import { momentOf } from './moment.ts';
import { readManifest } from './take.ts';

/** What a manifest is of, and what it asks. */
export type About = Pick<RestorePlan, 'artifact' | 'store' | 'invariants' | 'tenant'>;

/** The same of a plan, which says more. */
export const aboutOf = ({ artifact, store, invariants, tenant }: About): About => ({
  artifact,
  store,
  invariants,
  ...(tenant !== undefined && { tenant }),
});

/** Writes down what a source holds at a place of its log after the backup. */
export const manifestNow = async (
  of: About,
  how: RestorePlan['moment'],
  source: Source,
  backup: Pick<Backup, 'id' | 'at'>,
  signal: AbortSignal,
): Promise<Manifest> => {
  await using moment = await momentOf(source, how, signal);
  return await readManifest(source, moment, { ...aboutOf(of), id: backup.id, at: backup.at }, signal);
};
