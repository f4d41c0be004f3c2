import { Exact } from '../value.ts';

// A number of JSON as text: digits and a power of ten, without ever computing the number.

/** digits × 10^exponent; the digits without zeros at either end, none for zero. */
export interface Scientific {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: bigint;
}

const notation = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Where the zeros at the end begin. A loop, for `/0+$/` takes quadratic time on long runs of zeros inside. */
const endOfDigits = (digits: string): number => {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end;
};

/** @param text a number as JSON writes it, or as JS prints one (`1e+21`). */
export const scientific = (text: string): Scientific => {
  const [, minus, whole = '', fraction = '', exponent = '0'] = notation.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const end = endOfDigits(digits);
  if (end === 0) return { negative: false, digits: '', exponent: 0n };
  return {
    negative: minus === '-',
    digits: digits.slice(0, end),
    exponent: BigInt(exponent.replace('+', '')) - BigInt(fraction.length) + BigInt(digits.length - end),
  };
};

/** The zeros that plain notation may add before `1e…` reads better. */
const mostZeros = 20;

/** One text for one number, as people write it: plain where it needs few zeros, else scientific. */
export const canonicalNumber = ({ negative, digits, exponent }: Scientific): string => {
  if (digits === '') return '0';
  const minus = negative ? '-' : '';
  const point = BigInt(digits.length) + exponent;
  if (exponent >= 0n && exponent <= mostZeros) return `${minus}${digits}${'0'.repeat(Number(exponent))}`;
  if (exponent < 0n && point > 0n) return `${minus}${digits.slice(0, Number(point))}.${digits.slice(Number(point))}`;
  if (exponent < 0n && point > -6n) return `${minus}0.${'0'.repeat(-Number(point))}${digits}`;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${minus}${digits[0] ?? ''}${fraction}e${point - 1n}`;
};

/** The value of a number of JSON as it is written: a number where its double prints the same decimal, else an `Exact`. */
export const exactNumber = (text: string): number | Exact => {
  const value = Number(text);
  if (value === 0) return scientific(text).digits === '' ? 0 : new Exact(text);
  if (String(value) === text) return value;
  return Number.isFinite(value) && canonicalNumber(scientific(String(value))) === canonicalNumber(scientific(text))
    ? value
    : new Exact(text);
};
