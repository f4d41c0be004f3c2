import { Undecided } from '../undecided.ts';
import { Exact } from '../value.ts';
import { canonicalNumber, exactNumber, scientific } from './notation.ts';

// Decimals without rounding: what JSON's numbers are. A JS number means the shortest decimal that it prints.

/** mantissa × 10^exponent, the mantissa without trailing zeros; zero is 0 × 10^0. */
export interface Decimal {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The most decimal digits that a sum, product or quotient may need: beyond them the answer is `Undecided`, not a long wait. */
const longest = 10_000;

export const zero: Decimal = { mantissa: 0n, exponent: 0 };
export const one: Decimal = { mantissa: 1n, exponent: 0 };

const tooLong = (): Undecided => new Undecided(`a number of more than ${longest} digits`);

const shortPowers = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent));
const powerOfTen = (exponent: number): bigint => {
  if (exponent > longest) throw tooLong();
  return shortPowers[exponent] ?? 10n ** BigInt(exponent);
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
const digitsOf = (mantissa: bigint): string => absolute(mantissa).toString();

/** mantissa × 10^exponent as a decimal. */
export const decimal = (mantissa: bigint, exponent = 0): Decimal => {
  if (mantissa === 0n) return zero;
  if (mantissa % 10n !== 0n) return { mantissa, exponent };
  // Not by its digits: to write them takes a time that grows with their square.
  let [short, zeros] = [mantissa, 0];
  for (const step of [64, 8, 1]) for (const power = 10n ** BigInt(step); short % power === 0n; zeros += step) short /= power;
  return { mantissa: short, exponent: exponent + zeros };
};

/**
 * The decimal that a value of JSON is.
 *
 * @throws Undecided for one with more than ten thousand digits or an exponent that no double counts exactly, and for NaN and the infinities.
 */
export const decimalOf = (value: number | Exact): Decimal => {
  if (Number.isSafeInteger(value)) return decimal(BigInt(value as number));
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Undecided(`${value} is not a number of JSON`);
  const { negative, digits, exponent } = scientific(typeof value === 'number' ? String(value) : value.text);
  if (digits.length > longest) throw tooLong();
  if (digits === '') return zero;
  if (!Number.isSafeInteger(Number(exponent))) throw new Undecided('a number with an exponent beyond 2^53');
  return { mantissa: BigInt(negative ? `-${digits}` : digits), exponent: Number(exponent) };
};

/** The value of JSON that a decimal is: a number where its double prints just this decimal, else an `Exact`. */
export const valueOfDecimal = ({ mantissa, exponent }: Decimal): number | Exact => {
  if (exponent === 0) {
    const value = Number(mantissa);
    if (Number.isSafeInteger(value)) return value;
  }
  const digits = digitsOf(mantissa);
  return exactNumber(canonicalNumber({ negative: mantissa < 0n, digits, exponent: BigInt(exponent) }));
};

/** How many digits stand before the point: 3 for 123.4, 0 for 0.5, -1 for 0.05. Of zero: 0. */
export const magnitude = ({ mantissa, exponent }: Decimal): number => (mantissa === 0n ? 0 : digitsOf(mantissa).length + exponent);

const sign = ({ mantissa }: Decimal): number => (mantissa === 0n ? 0 : mantissa < 0n ? -1 : 1);

/** The mantissas of both at the lesser of their exponents. */
const aligned = (a: Decimal, b: Decimal): readonly [bigint, bigint, number] => {
  if (a.exponent === b.exponent) return [a.mantissa, b.mantissa, a.exponent];
  if (a.mantissa === 0n) return [0n, b.mantissa, b.exponent];
  if (b.mantissa === 0n) return [a.mantissa, 0n, a.exponent];
  return a.exponent > b.exponent
    ? [a.mantissa * powerOfTen(a.exponent - b.exponent), b.mantissa, b.exponent]
    : [a.mantissa, b.mantissa * powerOfTen(b.exponent - a.exponent), a.exponent];
};

/** Less than, equal to or greater than zero, as a is to b. Never undecided: only numbers of one magnitude are aligned. */
export const compare = (a: Decimal, b: Decimal): number => {
  const signs = sign(a) - sign(b);
  if (signs !== 0 || a.mantissa === 0n) return signs;
  if (a.exponent !== b.exponent) {
    const magnitudes = magnitude(a) - magnitude(b);
    if (magnitudes !== 0) return magnitudes * sign(a);
  }
  const [left, right] = aligned(a, b);
  return left === right ? 0 : left < right ? -1 : 1;
};

export const same = (a: Decimal, b: Decimal): boolean => a.exponent === b.exponent && a.mantissa === b.mantissa;

export const negated = ({ mantissa, exponent }: Decimal): Decimal => ({ mantissa: -mantissa, exponent });

/** @throws Undecided where the sum has more than ten thousand digits. */
export const plus = (a: Decimal, b: Decimal): Decimal => {
  const [left, right, exponent] = aligned(a, b);
  return decimal(left + right, exponent);
};

/** @throws Undecided where the difference has more than ten thousand digits. */
export const minus = (a: Decimal, b: Decimal): Decimal => plus(a, negated(b));

export const times = (a: Decimal, b: Decimal): Decimal => decimal(a.mantissa * b.mantissa, a.exponent + b.exponent);

/** A whole number: 1.0 and 1e2 are. */
export const isInteger = ({ exponent }: Decimal): boolean => exponent >= 0;

/** 10^exponent modulo a positive number, in a time that grows with the length of the exponent alone. */
const powerOfTenModulo = (exponent: number, modulus: bigint): bigint => {
  let result = 1n % modulus;
  let base = 10n % modulus;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
};

/** Is a = n × b for a whole n? Never undecided, whatever the exponents. b is not zero. */
export const isMultiple = (a: Decimal, b: Decimal): boolean => {
  if (a.mantissa === 0n) return true;
  // A mantissa has no factor of ten, so nothing that ends earlier is a multiple of what ends later.
  if (a.exponent < b.exponent) return false;
  const modulus = absolute(b.mantissa);
  return modulus === 1n || (a.mantissa * powerOfTenModulo(a.exponent - b.exponent, modulus)) % modulus === 0n;
};

const greatestDivisor = (a: bigint, b: bigint): bigint => {
  let [left, right] = [absolute(a), absolute(b)];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
};

/**
 * The least positive number that is a multiple of both: the multiples of it are the numbers that are multiples of both. Neither is zero.
 *
 * @throws Undecided where it has more than ten thousand digits.
 */
export const lcm = (a: Decimal, b: Decimal): Decimal => {
  const [left, right, exponent] = aligned(a, b);
  const least = absolute((left / greatestDivisor(left, right)) * right);
  // In base 16 it is written in a time that grows with its length alone.
  if (least.toString(16).length > longest / Math.log10(16)) throw tooLong();
  return decimal(least, exponent);
};

/** The greatest multiple of a positive step that is not above the number. @throws Undecided where the quotient has more than ten thousand digits. */
export const floorTo = (value: Decimal, step: Decimal): Decimal => {
  // Close to zero there is nothing to divide, which spares the digits of 1e-300000.
  if (compare(value, step) < 0 && compare(value, negated(step)) >= 0) return sign(value) < 0 ? negated(step) : zero;
  const [dividend, divisor] = aligned(value, step);
  const quotient = dividend / divisor;
  return times(decimal(quotient - (dividend % divisor < 0n ? 1n : 0n)), step);
};

/** The least multiple of a positive step that is not below the number. @throws Undecided as `floorTo`. */
export const ceilTo = (value: Decimal, step: Decimal): Decimal => negated(floorTo(negated(value), step));
