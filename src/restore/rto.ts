import type { RtoParts } from '../model/journal.ts';

// How long it takes until a copy serves, on the monotonic clock. What is compared on the way is no part of it.

type Timed = Pick<RtoParts, 'find' | 'fetch'>;

/** Sums up what is done, by what it is a part of. */
export const stopwatch = (
  now: () => number = () => performance.now(),
): (<T>(part: keyof Timed, work: Promise<T>) => Promise<T>) & { readonly spent: Timed } => {
  const spent = { find: 0, fetch: 0 };
  const time = async <T>(part: keyof Timed, work: Promise<T>): Promise<T> => {
    const begunMs = now();
    try {
      return await work;
    } finally {
      spent[part] += now() - begunMs;
    }
  };
  return Object.assign(time, { spent });
};

/**
 * A copy is started several times: at what it is held against, then at the end of its log. In earnest it is started once, the first time,
 * and goes along the whole log: the way that each one went after it answered.
 */
export const recovering = (
  opened: readonly { readonly startMs: number; readonly replayMs: number }[],
): Pick<RtoParts, 'start' | 'replay'> => ({
  start: opened[0]?.startMs ?? 0,
  replay: opened.reduce((sum, { replayMs }) => sum + replayMs, 0),
});
