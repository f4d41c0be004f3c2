// Time over rows is a straight line: what is read, written or checked row by row. An index is sorted, so there the rows count n·log n.

export interface Measured {
  readonly rows: number;
  readonly ms: number;
}

/** `ms` ± `error` milliseconds, for 95 of 100 times if what is beyond the sizes goes on as within them. */
export interface Estimate {
  readonly ms: number;
  readonly error: number;
}

/** Quantiles 0.975 of Student's t by degrees of freedom. */
const student = [Infinity, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/**
 * Least squares over what was measured, and the prediction interval of a new value: Draper and Smith, Applied Regression Analysis, 1.4.
 * `sorts`: the time grows with n·log n. A line that falls is none: then the time does not depend on the rows.
 */
export const fit = (measured: readonly Measured[], sorts: boolean): ((rows: number) => Estimate) => {
  const x = (rows: number): number => (sorts ? rows * Math.log2(Math.max(2, rows)) : rows);
  const [xs, ys] = [measured.map(({ rows }) => x(rows)), measured.map(({ ms }) => ms)];
  const [middle, level] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  const slope =
    spread === 0 ? 0 : Math.max(0, xs.reduce((sum, one, index) => sum + (one - middle) * ((ys[index] ?? 0) - level), 0) / spread);
  const free = Math.max(0, measured.length - 2);
  const rest = ys.reduce((sum, one, index) => sum + (one - level - slope * ((xs[index] ?? 0) - middle)) ** 2, 0);
  const deviation = free === 0 ? 0 : Math.sqrt(rest / free);
  const factor = student[Math.min(free, student.length - 1)] ?? 2;
  return (rows) => {
    const far = spread === 0 ? 0 : (x(rows) - middle) ** 2 / spread;
    return {
      ms: Math.max(0, level + slope * (x(rows) - middle)),
      error: free === 0 ? Infinity : factor * deviation * Math.sqrt(1 + 1 / measured.length + far),
    };
  };
};

/** One after the other. Errors are added as they are: what slows the one down slows the other, too. */
export const together = (estimates: readonly Estimate[]): Estimate => ({
  ms: estimates.reduce((sum, { ms }) => sum + ms, 0),
  error: estimates.reduce((sum, { error }) => sum + error, 0),
});
