import type { AckedWrite, Recovery } from '../../../model/journal.ts';
import type { Acked } from '../../workload/acked.ts';
import type { Send } from '../../workload/send.ts';
import { verifyWrites } from '../../workload/verify.ts';
import type { Plan } from '../plan.ts';
import type { Mark, Recovering } from './state.ts';

// The list of acknowledged writes holds the last of each resource. Of one that was written again after the point that was gone back to,
// the earlier write is owed, and the later one may be lost: both are read.

/** A write that was there at the point, and is as it was then: what came later is lost. */
const lostSince = (write: AckedWrite): AckedWrite => ({
  ...write,
  state: 'lost',
  got: { ...write.got, why: 'it is as it was at the point that was gone back to' },
});

/**
 * Reads every acknowledged write back as of a point: one from before it is as at any time; one from after it is present or `lost`, and
 * whatever the point owed of the same resource, and does not show, takes its place.
 */
export const verifyAt = async (
  all: ReadonlyMap<string, Acked>,
  { at, owed }: Mark,
  /** When the recovery began, ms on the drill's clock: what was acknowledged later is of whoever serves on the copy. */
  recoveredMs: number,
  send: Send,
  signal: AbortSignal,
): Promise<{ readonly writes: AckedWrite[]; readonly lastBack: number | undefined }> => {
  const slots = [...all.keys()];
  const writes = await verifyWrites([...all.values()], send, signal);
  let lastBack: number | undefined;
  for (const [index, write] of writes.entries()) {
    if (write.at <= at || write.at > recoveredMs || write.state === 'unknown') continue;
    const earlier = owed.get(slots[index] ?? '');
    if (!earlier) {
      if (write.state === 'present' && write.expect !== 'gone') lastBack = Math.max(lastBack ?? 0, write.at);
      continue;
    }
    if (write.state === 'present' || write.state === 'duplicated') continue;
    const [before] = await verifyWrites([earlier], send, signal);
    if (before) writes[index] = before.state === 'present' ? lostSince(write) : before;
  }
  return { writes, lastBack };
};

/** What the journal says of the recovery; undefined where no point was chosen yet. */
export const recoveryOf = (plan: Plan, recovering: Recovering | undefined): Recovery | undefined => {
  const { recover } = plan;
  if (!recover || !recovering?.chosen) return undefined;
  const { backups, backup, chosen, steps, lastBack } = recovering;
  return {
    provider: backups.provider,
    backup,
    stores: recover.stores,
    point: { name: chosen.point, at: chosen.at, place: chosen.place, why: chosen.why },
    steps,
    ...(recover.log && { log: recover.log.replay.join(' ') }),
    ...(lastBack !== undefined && { lastBack }),
    requestTimeoutMs: plan.requestTimeoutMs,
    budgets: recover.budgets,
  };
};
