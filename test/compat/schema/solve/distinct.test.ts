import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../src/compat/schema/solve/domain.ts';
import { distinct } from '../../../../src/compat/schema/solve/distinct.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';

/** An engine that knows some values of every item, and whether there may be more. */
const knowing = (values: readonly Value[], isCut: boolean): Engine =>
  ({ many: () => ({ values, isCut }), budget: { spend: () => {} } }) as unknown as Engine;

const positions = [[2], [2], [2]];

describe('different values for all positions', () => {
  it('are not denied where some values may be missing', () =>
    expect(distinct(positions, [1, 1, 1], knowing([1, 2], true))).toEqual({
      kind: 'unknown',
      reason: 'not all values of an item are known',
    }));
  it('are denied where all values are known and are too few', () =>
    expect(distinct(positions, [1, 1, 1], knowing([1, 2], false))).toEqual({ kind: 'none' }));
  it('are found where there are enough, though more may be missing', () =>
    expect(distinct(positions, [1, 1, 1], knowing([1, 2, 3], true))).toEqual({ kind: 'value', value: [3, 2, 1] }));
  it('are what was there already, where these differ', () =>
    expect(distinct(positions, [1, 3, 2], knowing([], true))).toEqual({ kind: 'value', value: [1, 3, 2] }));
});
