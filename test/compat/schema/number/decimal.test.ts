import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ceilTo,
  compare,
  decimal,
  decimalOf,
  floorTo,
  isInteger,
  isMultiple,
  lcm,
  minus,
  plus,
  times,
  valueOfDecimal,
  type Decimal,
} from '../../../../src/compat/schema/number/decimal.ts';
import { exactNumber } from '../../../../src/compat/schema/number/notation.ts';
import { Undecided } from '../../../../src/compat/schema/undecided.ts';
import { Exact } from '../../../../src/compat/schema/value.ts';

const of = (text: string): Decimal => decimalOf(exactNumber(text));
const text = (value: Decimal): string => {
  const number = valueOfDecimal(value);
  return number instanceof Exact ? `exactly ${number.text}` : String(number);
};

describe('a number means the decimal that is written', () => {
  it.each([
    ['1.0', 1n, 0],
    ['1e2', 1n, 2],
    ['100', 1n, 2],
    ['-0', 0n, 0],
    ['-0.000', 0n, 0],
    ['0e99999999999999999999', 0n, 0],
    ['6.6', 66n, -1],
    ['1e21', 1n, 21],
    ['9007199254740993', 9007199254740993n, 0],
    ['0.1000000000000000000001', 1000000000000000000001n, -22],
    ['1E-400', 1n, -400],
    ['-12.50e+3', -125n, 2],
    ['1e1000000000', 1n, 1000000000],
  ])('%s', (written, mantissa, exponent) => {
    expect(of(written)).toEqual({ mantissa, exponent });
  });

  it.each([
    ['1.50', '1.5'],
    ['1e2', '100'],
    ['9007199254740993', 'exactly 9007199254740993'],
    ['9007199254740992', '9007199254740992'],
    ['1e21', '1e+21'],
    ['100000000000000000000001', 'exactly 100000000000000000000001'],
    ['1e-400', 'exactly 1e-400'],
    ['-123e-5000', 'exactly -1.23e-4998'],
    ['0.10000000000000000000000001', 'exactly 0.10000000000000000000000001'],
    ['5e-324', '5e-324'],
  ])('%s is the value %s', (written, value) => {
    expect(text(of(written))).toBe(value);
  });

  it.each([Number.NaN, Infinity, -Infinity])('%s is no number of JSON', (value) => {
    expect(() => decimalOf(value)).toThrow(Undecided);
  });

  it('has some thousands of digits, and is undecided beyond', () => {
    expect(text(plus(of('9'.repeat(5000)), of('1')))).toBe('exactly 1e5000');
    expect(() => of('1'.repeat(10_001))).toThrow(Undecided);
    expect(() => of('1e99999999999999999999')).toThrow(Undecided);
    expect(() => plus(of('1e1000000000'), of('1'))).toThrow(Undecided);
    expect(() => lcm(of('1e1000000000'), of('3'))).toThrow(Undecided);
  });
});

describe('one number is a multiple of another', () => {
  it.each([
    ['6.6', '1.1', true],
    ['0.3', '0.1', true],
    ['0.30000000000000004', '0.1', false],
    ['1e308', '1e-308', true],
    ['1e-308', '1e308', false],
    ['9007199254740993', '3', true],
    ['9007199254740992', '3', false],
    ['4.35', '0.01', true],
    ['0', '7', true],
    ['-9', '3', true],
    ['7.5', '2.5', true],
    ['1e1000000000', '16', true],
    ['1e1000000000', '3', false],
    ['3e1000000000', '3', true],
    ['1', '1e-1000000000', true],
    ['10', '0.4', true],
    ['1', '0.4', false],
  ])('%s of %s: %s', (value, step, answer) => {
    expect(isMultiple(of(value), of(step))).toBe(answer);
  });
});

describe('multiples near a number', () => {
  it.each([
    ['7', '2', '6', '8'],
    ['-7', '2', '-8', '-6'],
    ['6', '2', '6', '6'],
    ['0.05', '1', '0', '1'],
    ['-0.05', '1', '-1', '0'],
    ['1e-1000000000', '3', '0', '3'],
    ['-3', '3', '-3', '-3'],
    ['17.35', '0.1', '17.3', '17.4'],
  ])('of %s in steps of %s: %s and %s', (value, step, floor, ceiling) => {
    expect([text(floorTo(of(value), of(step))), text(ceilTo(of(value), of(step)))]).toEqual([floor, ceiling]);
  });
});

describe('laws, against whole numbers of any size', () => {
  const exponent = fc.integer({ min: -40, max: 40 });
  const mantissa = fc.oneof(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
  const any = fc.tuple(mantissa, exponent);
  /** The same number times 10^50. */
  const scaled = ([digits, power]: [bigint, number]): bigint => digits * 10n ** BigInt(power + 50);
  const scaledDecimal = ({ mantissa: digits, exponent: power }: Decimal, by = 50): bigint => digits * 10n ** BigInt(power + by);
  const make = ([digits, power]: [bigint, number]): Decimal => decimal(digits, power);
  const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

  it('arithmetic and order are those of the numbers', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [x, y, p, q] = [scaled(a), scaled(b), make(a), make(b)];
        expect(Math.sign(compare(p, q))).toBe(sign(x - y));
        expect(scaledDecimal(plus(p, q))).toBe(x + y);
        expect(scaledDecimal(minus(p, q))).toBe(x - y);
        expect(scaledDecimal(times(p, q), 100)).toBe(x * y);
        expect(isInteger(p)).toBe(x % 10n ** 50n === 0n);
        if (y === 0n) return;
        expect(isMultiple(p, q)).toBe(x % y === 0n);
        const step = y < 0n ? -y : y;
        const down = (x / step - (x % step < 0n ? 1n : 0n)) * step;
        const positive = make(b[0] < 0n ? [-b[0], b[1]] : b);
        expect(scaledDecimal(floorTo(p, positive))).toBe(down);
        expect(scaledDecimal(ceilTo(p, positive))).toBe(x % step === 0n ? x : down + step);
        if (x === 0n) return;
        const common = lcm(p, q);
        expect([isMultiple(common, p), isMultiple(common, q)]).toEqual([true, true]);
        for (const prime of [2n, 3n, 5n, 7n]) {
          const part = decimal(common.mantissa, common.exponent);
          if (part.mantissa % prime !== 0n) continue;
          const smaller = decimal(part.mantissa / prime, part.exponent);
          expect(isMultiple(smaller, p) && isMultiple(smaller, q)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('every double is the decimal that it prints, and comes back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(valueOfDecimal(decimalOf(value))).toBe(value === 0 ? 0 : value);
        expect(exactNumber(JSON.stringify(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('every decimal comes back, as a number or exactly', () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(decimalOf(valueOfDecimal(make(a)))).toEqual(make(a));
      }),
    );
  });
});
