import type { AckedWrite } from '../model/journal.ts';

// How much would have been lost, by what was acknowledged and by what was committed: never by the dates of files. Times are ms of one
// clock.

const isGone = ({ state }: AckedWrite): boolean => state === 'lost' || state === 'changed';

/** From the oldest acknowledged write that is gone until the source was; what was not read says nothing. */
export const lostSpan = (writes: readonly AckedWrite[], lostAtMs: number): number =>
  writes.filter(isGone).reduce((span, { at }) => Math.max(span, lostAtMs - at), 0);

/**
 * Writes that are gone though others are there that were sent after they had been acknowledged. What was acknowledged is committed, and a
 * request takes no longer than its limit: so much later, the order is certain.
 */
export const holesIn = (writes: readonly AckedWrite[], requestMs: number): readonly string[] => {
  const last = writes.reduce(
    (latest, { at, state, expect }) => (state === 'present' && expect !== 'gone' ? Math.max(latest, at) : latest),
    0,
  );
  return writes.filter((write) => isGone(write) && write.at < last - requestMs).map(({ read }) => read);
};

/** Something that was committed on the source at a time, and whether a copy has it. */
export interface Committed {
  readonly atMs: number;
  readonly found: boolean;
}

/**
 * The most that may be gone, where nobody wrote down what was acknowledged: all since the last commit that is there with all before it.
 * Undefined: not one is there, and nothing is known.
 */
export const lostSince = (commits: readonly Committed[], lostAtMs: number): number | undefined => {
  let last: number | undefined;
  for (const { atMs, found } of commits.toSorted((a, b) => a.atMs - b.atMs)) {
    if (!found) break;
    last = atMs;
  }
  return last === undefined ? undefined : Math.max(0, lostAtMs - last);
};
