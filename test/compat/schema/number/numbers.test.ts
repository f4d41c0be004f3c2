import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, decimalOf, one, type Decimal } from '../../../../src/compat/schema/number/decimal.ts';
import { meets, type NumberDemand } from '../../../../src/compat/schema/number/demand.ts';
import { exactNumber } from '../../../../src/compat/schema/number/notation.ts';
import { pickNumber, pickNumbers } from '../../../../src/compat/schema/number/numbers.ts';
import { Spent, Undecided, type Budget } from '../../../../src/compat/schema/undecided.ts';

const of = (text: string): Decimal => decimalOf(exactNumber(text));
const limited = (left: number): Budget => ({
  spend: (steps) => {
    left -= steps;
    if (left < 0) throw new Spent('steps');
  },
});
/** Far more than is needed, so that what would not end fails. */
const ample = (): Budget => limited(1_000_000);

/** `[0.5,3)` and the like; `*` for no bound. */
const demand = (range: string, parts: { of?: string[]; notOf?: string[]; not?: string[] } = {}): NumberDemand => {
  const [low = '*', high = '*'] = range.slice(1, -1).split(',');
  return {
    ...(low === '*' ? {} : { low: { at: of(low), open: range.startsWith('(') } }),
    ...(high === '*' ? {} : { high: { at: of(high), open: range.endsWith(')') } }),
    multiples: (parts.of ?? []).map(of),
    notMultiples: (parts.notOf ?? []).map(of),
    not: (parts.not ?? []).map(of),
  };
};

describe('the most readable number', () => {
  it.each([
    ['anything', demand('(*,*)'), '0'],
    ['not zero', demand('(*,*)', { not: ['0'] }), '1'],
    ['neither 0 nor 1', demand('(*,*)', { not: ['0', '1'] }), '-1'],
    ['a positive number', demand('(0,*)'), '1'],
    ['a negative number', demand('(*,0)'), '-1'],
    ['the bound itself', demand('[3.5,*)'), '3.5'],
    ['just beyond a bound', demand('(3.5,*)'), '4'],
    ['just beyond a bound of 40', demand('(40,*)'), '41'],
    ['just below a bound', demand('(*,-3.5)'), '-4'],
    ['between two near numbers', demand('(17.3,17.4)'), '17.31'],
    ['almost nothing', demand('(0,1e-300)'), '1e-301'],
    ['almost nothing, of a size that no double has', demand('(0,1e-1000000000)'), '1e-1000000001'],
    ['beyond a large bound', demand('(1e300,*)'), '1.1e300'],
    ['beyond a bound that no double has', demand('(9007199254740992,*)', { of: ['1'] }), '9007199254740993'],
    ['a whole number between', demand('(1,3)', { of: ['1'] }), '2'],
    ['whole steps before tenths', demand('(0.05,*)', { of: ['0.1'] }), '1'],
    ['cents where nothing whole fits', demand('[0.505,0.8]', { of: ['0.01'] }), '0.51'],
    ['not a whole number', demand('(*,*)', { notOf: ['1'] }), '0.1'],
    ['even, not a multiple of 4', demand('(*,*)', { of: ['2'], notOf: ['4'] }), '2'],
    ['of 4 and of 6', demand('[1,*)', { of: ['4', '6'] }), '12'],
    ['a single point', demand('[7,7]', { of: ['7'], notOf: ['2'] }), '7'],
    ['beyond a number of a thousand million digits', demand('(1e1000000000,*)'), '1.1e1000000000'],
  ])('%s', (_, asked, expected) => {
    expect(pickNumber(asked, ample())).toEqual({ kind: 'value', value: exactNumber(expected) });
  });
});

describe('there is no such number', () => {
  it.each([
    ['bounds that cross', demand('[2,1]')],
    ['a point that is left out', demand('[1,1)')],
    ['a point that is excluded', demand('[1,1]', { not: ['1'] })],
    ['a point off the lattice', demand('[1.5,1.5]', { of: ['1'] })],
    ['no whole number between 1 and 2', demand('(1,2)', { of: ['1'] })],
    ['no whole number between neighbours beyond 2^53', demand('(9007199254740992,9007199254740993)', { of: ['1'] })],
    ['multiples of 6 that are not of 3', demand('(*,*)', { of: ['6'], notOf: ['3'] })],
    ['multiples of 2 and of 3 that are not of 6', demand('(*,*)', { of: ['2', '3'], notOf: ['6'] })],
    ['whole numbers that are not of 0.1', demand('(*,*)', { of: ['1'], notOf: ['0.1'] })],
    ['all of a range excluded', demand('[1,3]', { of: ['1'], not: ['1', '2', '3'] })],
    ['2 to 4 without even ones and 3', demand('[2,4]', { of: ['1'], notOf: ['2'], not: ['3'] })],
    ['all 2 to 10 have a prime factor below 8', demand('[2,10]', { of: ['1'], notOf: ['2', '3', '5', '7'] })],
    ['zero is a multiple of everything', demand('[0,0]', { notOf: ['5'] })],
  ])('%s', (_, asked) => {
    expect(pickNumber(asked, ample())).toEqual({ kind: 'empty' });
    expect(pickNumbers(asked, 3, ample())).toEqual([]);
  });
});

describe('several numbers', () => {
  it.each([
    ['0, 1, -1 …', demand('(*,*)'), 5, [0, 1, -1, 2, -2]],
    ['whole ones of a range, and no more', demand('[-1,2]', { of: ['1'] }), 9, [0, 1, -1, 2]],
    ['of a dense range', demand('[0.5,1]'), 3, [0.5, 1, 0.6]],
    ['outwards from a bound', demand('(*,-5]', { of: ['1'] }), 3, [-5, -6, -7]],
    ['none asked', demand('(*,*)'), 0, []],
  ])('%s', (_, asked, count, expected) => {
    expect(pickNumbers(asked, count, ample())).toEqual(expected);
  });

  it('gives a thousand different ones out of a dense range', () => {
    const found = pickNumbers(demand('(0,1)', { notOf: ['0.5', '0.03'] }), 1000, ample());
    expect(new Set(found.map(String)).size).toBe(1000);
  });
});

describe('limits', () => {
  it('a long exclusion costs what it is long', () => {
    const excluded = Array.from({ length: 5000 }, (_, index) => decimal(BigInt(index)));
    const asked: NumberDemand = { ...demand('[0,*)', { of: ['1'] }), not: excluded };
    expect(pickNumber(asked, ample())).toEqual({ kind: 'value', value: 5000 });
    expect(() => pickNumber(asked, limited(6000))).toThrow(Spent);
  });

  it('what needs too many digits is undecided, not slow', () => {
    expect(() => pickNumber(demand('(1e1000000000,*)', { of: ['1'] }), limited(1000))).toThrow(Undecided);
    expect(() => pickNumber(demand('(*,*)', { of: ['1e1000000000', '3'], not: ['0'] }), limited(1000))).toThrow(Undecided);
  });

  it('a point far down between two bounds is found within the budget, or the budget is spent', () => {
    expect(() => pickNumber(demand(`(1,1.${'0'.repeat(4000)}1)`), limited(1000))).toThrow(Spent);
    expect(pickNumber(demand(`(1,1.${'0'.repeat(40)}1)`), limited(1000))).toEqual({
      kind: 'value',
      value: exactNumber(`1.${'0'.repeat(41)}1`),
    });
  });
});

describe('laws', () => {
  const small = fc.integer({ min: -12, max: 12 }).map((value) => decimal(BigInt(value)));
  const tenths = fc.integer({ min: -60, max: 60 }).map((value) => decimal(BigInt(value), -1));
  const step = fc.constantFrom('0.5', '0.3', '0.1', '1', '2', '3', '4', '5', '6', '7', '2.5').map(of);
  const demands = (value: fc.Arbitrary<Decimal>): fc.Arbitrary<NumberDemand> =>
    fc
      .record({
        low: fc.option(fc.record({ at: value, open: fc.boolean() }), { nil: undefined }),
        high: fc.option(fc.record({ at: value, open: fc.boolean() }), { nil: undefined }),
        multiples: fc.array(step, { maxLength: 2 }),
        notMultiples: fc.array(step, { maxLength: 3 }),
        not: fc.array(value, { maxLength: 6 }),
      })
      .map(({ low, high, ...rest }) => ({ ...rest, ...(low ? { low } : {}), ...(high ? { high } : {}) }));

  it('what is found meets the demand, each once', () => {
    fc.assert(
      fc.property(demands(tenths), (asked) => {
        const found = pickNumbers(asked, 6, ample());
        expect(found.every((value) => meets(decimalOf(value), asked))).toBe(true);
        expect(new Set(found.map(String)).size).toBe(found.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('of whole numbers in a small range just those are found that trying all finds', () => {
    fc.assert(
      fc.property(demands(small), (asked) => {
        const within = decimal(-15n);
        const closed: NumberDemand = {
          ...asked,
          low: asked.low ?? { at: within, open: false },
          high: asked.high ?? { at: decimal(15n), open: false },
          multiples: [...asked.multiples, one],
        };
        const all: number[] = [];
        for (let value = -15; value <= 15; value += 1) if (meets(decimalOf(value), closed)) all.push(value);
        const found = pickNumbers(closed, 100, ample()).map(Number);
        expect(found.toSorted((a, b) => a - b)).toEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  it('upwards of any bound a lattice has one, unless all of a period are refused', () => {
    fc.assert(
      fc.property(demands(small), step, (asked, first) => {
        const { low, not, notMultiples } = asked;
        const open: NumberDemand = { ...(low ? { low } : {}), not, notMultiples, multiples: [first, ...asked.multiples] };
        // Tenths from 13 on, beyond every exclusion, as many as the period of all the steps has: 420.
        const period = Array.from({ length: 4200 }, (_, index) => decimal(BigInt(130 + index), -1));
        const isThere = period.some((value) => meets(value, open));
        expect(pickNumber(open, ample()).kind).toBe(isThere ? 'value' : 'empty');
      }),
      { numRuns: 300 },
    );
  });
});
