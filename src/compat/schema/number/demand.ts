import { compare, isMultiple, same, type Decimal } from './decimal.ts';

/** A bound of a range; an open one is not itself in the range. */
export interface Bound {
  readonly at: Decimal;
  readonly open: boolean;
}

/** What is asked of one number; all of it at once. No member of `multiples` and `notMultiples` is zero. */
export interface NumberDemand {
  readonly low?: Bound;
  readonly high?: Bound;
  /** The whole numbers are `[one]`. */
  readonly multiples: readonly Decimal[];
  readonly notMultiples: readonly Decimal[];
  /** Values that it must not be. */
  readonly not: readonly Decimal[];
}

export const aboveLow = (value: Decimal, low: Bound | undefined): boolean => {
  if (low === undefined) return true;
  const order = compare(value, low.at);
  return low.open ? order > 0 : order >= 0;
};

export const belowHigh = (value: Decimal, high: Bound | undefined): boolean => {
  if (high === undefined) return true;
  const order = compare(value, high.at);
  return high.open ? order < 0 : order <= 0;
};

/** Does the number meet the demand? Exact, and never undecided. */
export const meets = (value: Decimal, demand: NumberDemand): boolean =>
  aboveLow(value, demand.low) &&
  belowHigh(value, demand.high) &&
  demand.multiples.every((step) => isMultiple(value, step)) &&
  !demand.notMultiples.some((step) => isMultiple(value, step)) &&
  !demand.not.some((excluded) => same(value, excluded));
