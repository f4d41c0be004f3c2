/** Time as the program sees it; tests bring their own. */
export interface Clock {
  /** Wall clock, for people and for freshness. */
  readonly now: () => Date;
  /** Monotonic, in milliseconds from an arbitrary start; durations come from here alone. */
  readonly monotonic: () => number;
}

export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() };
