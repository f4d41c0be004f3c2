/** One benchmark: a thing of ours beside a yardstick, measured in the same run. */
export interface Bench {
  readonly name: string;
  /** How much work, from the smallest size (which CI runs) to the real one. */
  readonly sizes: readonly [smallest: number, ...larger: number[]];
  readonly unit: string;
  readonly run: (size: number) => Promise<Measured | Figures> | Figures;
}

/** What cannot be said as one ratio: lines for people. */
export interface Figures {
  readonly figures: readonly string[];
}

export interface Measured {
  /** What is measured, in ms for the whole size. */
  readonly oursMs: number;
  readonly yardstickMs: number;
  readonly yardstick: string;
}

/** The median of several runs of `work`, in ms. */
export const medianMs = async (work: () => unknown, runs = 5): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
};
