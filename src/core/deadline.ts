import { formatDuration } from './duration.ts';

/** Why something was stopped before its end. The first reason wins. */
export class Stopped extends Error {
  readonly reason: 'timeout' | 'interrupted';
  constructor(reason: 'timeout' | 'interrupted', what: string) {
    super(what);
    this.name = 'Stopped';
    this.reason = reason;
  }
}

/** Longer timers than this (24 days) would fire at once. */
export const longestTimer = 2 ** 31 - 1;

/**
 * A deadline inside another: aborts when the outer signal does or after `ms` milliseconds. Dispose of it to stop its timer.
 * The signal's reason is a `Stopped` that names `what` ran out of time, or the outer signal's own reason.
 */
export const deadline = (outer: AbortSignal, ms: number, what: string): { signal: AbortSignal } & Disposable => {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new Stopped('timeout', `${what} took longer than ${formatDuration(ms)}`)),
    Math.min(ms, longestTimer),
  );
  const onOuter = (): void => controller.abort(outer.reason);
  if (outer.aborted) onOuter();
  else outer.addEventListener('abort', onOuter, { once: true });
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', onOuter);
    },
  };
};

/** Resolves after `ms`, rejects with the signal's reason when that comes first. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(Math.max(0, ms), longestTimer),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });

/** Waits for a promise, but no longer than the signal lets it. The promise itself is not cancelled. */
export const within = async <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> => {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
};
