import { untilArchived } from '../../storage/engines/postgres/archived.ts';
import { openSession } from '../../storage/engines/postgres/session.ts';
import { isThere, markPoints } from '../points/mark.ts';
import type { Restored } from '../provider.ts';
import type { Committed } from '../rpo.ts';
import type { Run } from '../run.ts';
import { type Copy, openCopy } from './copy.ts';

/** Marks the points that the copy is to be brought to, and waits until the log has them. */
export const markOn = async (run: Run, url: string, signal: AbortSignal): Promise<void> => {
  const { plan } = run;
  if (plan.points.length === 0) return;
  await using session = await openSession(url);
  run.points = await markPoints(session, plan.points, plan.source === 'made' ? 'row' : 'transaction');
  const last = run.points.at(-1);
  if (last) await untilArchived(session, { place: last.end }, signal);
};

/** Brings the copy to each point, one after the other: what was committed just before it is there, what was just after it is not. */
export const seekPoints = async (run: Run, restored: Restored, database: string, signal: AbortSignal): Promise<void> => {
  const { facts, points } = run;
  if (restored.kind !== 'cluster') return;
  for (const { kind, target, before, after } of points) {
    await using copy = await openCopy(run, restored, target, `point-${kind}`, signal);
    await using session = await openSession(copy.url(database));
    facts.markers = [
      ...(facts.markers ?? []),
      { target: kind, side: 'before', found: await isThere(session, before) },
      { target: kind, side: 'after', found: await isThere(session, after) },
    ];
  }
};

/** Which of what was committed at points is on a copy. */
export const committedOn = async ({ points }: Run, copy: Copy, database: string): Promise<readonly Committed[]> => {
  if (points.length === 0) return [];
  await using session = await openSession(copy.url(database));
  const commits: Committed[] = [];
  for (const { after, atMs } of points) commits.push({ atMs, found: await isThere(session, after) });
  return commits;
};
