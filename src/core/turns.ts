import { setImmediate } from 'node:timers/promises';

/** Long work in steps: between two of them others get their turn. */
export type Steps<T> = Generator<undefined, T>;

/** All steps without a pause. */
export const atOnce = <T>(steps: Steps<T>): T => {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
};

/** After so many milliseconds signals get their turn. */
const turnMs = 50;

/** Step by step. Rejects with the signal's reason once that comes: what was begun is dropped. */
export const inTurns = async <T>(steps: Steps<T>, signal: AbortSignal): Promise<T> => {
  let pausedAt = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done !== true && performance.now() - pausedAt <= turnMs) continue;
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
    signal.throwIfAborted();
    if (step.done === true) return step.value;
    pausedAt = performance.now();
  }
};
