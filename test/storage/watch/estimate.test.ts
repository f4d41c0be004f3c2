import { describe, expect, it } from 'vitest';
import { fit, median, together } from '../../../src/storage/watch/estimate.ts';

const line = [100, 1_000, 10_000].flatMap((rows) => [-1, 1].map((off) => ({ rows, ms: 5 + rows / 100 + off })));

describe('an estimate', () => {
  it('follows a line, with the error of Student’s t at four degrees of freedom', () => {
    const { ms, error } = fit(line, false)(1_000_000);
    expect(ms).toBeCloseTo(10_005, 6);
    // s² = 6/4; mean 3700, Sxx = 2·(3600² + 2700² + 6300²).
    const [s, far] = [Math.sqrt(1.5), (1_000_000 - 3_700) ** 2 / (2 * (3_600 ** 2 + 2_700 ** 2 + 6_300 ** 2))];
    expect(error).toBeCloseTo(2.78 * s * Math.sqrt(1 + 1 / 6 + far), 6);
  });

  it('follows n·log n where something is sorted, and is above the line then', () => {
    const sorted = [100, 1_000, 10_000].map((rows) => ({ rows, ms: rows * Math.log2(rows) }));
    expect(fit(sorted, true)(1_000_000).ms).toBeCloseTo(1e6 * Math.log2(1e6), 0);
    expect(fit(sorted, false)(1_000_000).ms).toBeLessThan(1e6 * Math.log2(1e6));
  });

  it('does not fall with the rows', () =>
    expect(
      fit(
        [100, 1_000, 10_000].map((rows) => ({ rows, ms: 10 - rows / 10_000 })),
        false,
      )(1_000_000_000).ms,
    ).toBeCloseTo(9.63, 6));

  it('of two sizes once each has an error that nobody knows', () =>
    expect(
      fit(
        [
          { rows: 1, ms: 1 },
          { rows: 2, ms: 2 },
        ],
        false,
      )(10),
    ).toEqual({ ms: 10, error: Infinity }));

  it('of several is their sum', () =>
    expect(
      together([
        { ms: 1, error: 2 },
        { ms: 3, error: 4 },
      ]),
    ).toEqual({ ms: 4, error: 6 }));

  it.each<[number[], number]>([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('has a median of %j', (values, expected) => expect(median(values)).toBe(expected));
});
