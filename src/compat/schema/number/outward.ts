import { ceilTo, compare, floorTo, minus, negated, plus, zero, type Decimal } from './decimal.ts';
import { aboveLow, belowHigh, type Bound } from './demand.ts';

/**
 * The multiples of a step in a range, from its anchor (the point nearest to zero) outwards, above before below. Ends
 * where the range ends on both sides.
 */
export function* outward(anchor: Decimal, step: Decimal, low: Bound | undefined, high: Bound | undefined): Generator<Decimal> {
  // Of a range that does not reach zero one side alone is in it.
  const order = compare(anchor, zero);
  if (order === 0 && aboveLow(zero, low) && belowHigh(zero, high)) yield zero;
  let above = order > 0 ? ceilTo(anchor, step) : order === 0 ? step : undefined;
  let below = order < 0 ? floorTo(anchor, step) : order === 0 ? negated(step) : undefined;
  while (above !== undefined || below !== undefined) {
    if (above !== undefined && !belowHigh(above, high)) above = undefined;
    if (below !== undefined && !aboveLow(below, low)) below = undefined;
    if (above !== undefined) {
      yield above;
      above = plus(above, step);
    }
    if (below !== undefined) {
      yield below;
      below = minus(below, step);
    }
  }
}
