import * as fc from 'fast-check';
import type { Values, ValuesOf } from './value.ts';

const whole =
  (min: bigint, max: bigint): ValuesOf =>
  () => ({
    boundaries: [...new Set([1n, 0n, max, min, -1n])].filter((value) => value >= min && value <= max).map(String),
    any: fc.bigInt({ min, max }).map(String),
  });

/** Digits with the point `scale` places from the right; a negative scale adds zeros. */
const scaled = (digits: bigint, scale: number): string => {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits);
  if (scale <= 0) return `${sign}${text}${text === '0' ? '' : '0'.repeat(-scale)}`;
  const padded = text.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
};

// A thousand digits are far beyond every other type, and still fit into an index.
const unbounded: Values = {
  boundaries: [
    '1',
    '12.3456',
    '0',
    'NaN',
    'Infinity',
    '-Infinity',
    '1.0',
    '1.00',
    '0.1',
    `${'9'.repeat(500)}.${'9'.repeat(500)}`,
    `-0.${'0'.repeat(99)}1`,
    '12345678901234567890.123456789012345678901',
  ],
  any: fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 20 }))
    .map(([digits, scale]) => scaled(digits, scale)),
};

const numeric: ValuesOf = ([precision, scale = 0]) => {
  if (precision === undefined) return unbounded;
  const most = 10n ** BigInt(precision) - 1n;
  return {
    boundaries: [
      ...new Set([...[1n, 0n, most, -most].map((digits) => scaled(digits, scale)), scale <= 0 ? '-1' : scaled(-1n, scale), 'NaN']),
    ],
    any: fc.bigInt({ min: -most, max: most }).map((digits) => scaled(digits, scale)),
  };
};

const floatText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

const real: ValuesOf = () => ({
  boundaries: [
    '1',
    '0',
    '-0',
    'NaN',
    'Infinity',
    '-Infinity',
    '0.1',
    '3.4028235e38',
    '-3.4028235e38',
    '1.1754944e-38',
    '1e-45',
    '16777217',
  ],
  any: fc.float().map(floatText),
});

const double: ValuesOf = () => ({
  boundaries: [
    '1',
    '0',
    '-0',
    'NaN',
    'Infinity',
    '-Infinity',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '-1.7976931348623157e308',
    '2.2250738585072014e-308',
    '5e-324',
    '9007199254740993',
  ],
  any: fc.double().map(floatText),
});

const money: ValuesOf = () => ({
  boundaries: ['1.00', '0', '-0.01', '92233720368547758.07', '-92233720368547758.08'],
  any: fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }).map((cents) => scaled(cents, 2)),
});

const hex = (value: bigint): string => value.toString(16).toUpperCase();

const bits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('0', '1'), { minLength: length, maxLength: length }).map((all) => all.join(''));

const fixedBits: ValuesOf = ([length = 1]) => ({
  boundaries: [...new Set(['0'.repeat(length), '1'.repeat(length), `1${'0'.repeat(length - 1)}`])],
  any: bits(length),
});

const varyingBits: ValuesOf = ([length = 100]) => ({
  boundaries: [...new Set(['1', '', '0', '1'.repeat(length), '0'.repeat(length)])],
  any: fc.array(fc.constantFrom('0', '1'), { maxLength: Math.min(length, 64) }).map((all) => all.join('')),
});

export const numbers: Readonly<Record<string, ValuesOf>> = {
  smallint: whole(-(2n ** 15n), 2n ** 15n - 1n),
  integer: whole(-(2n ** 31n), 2n ** 31n - 1n),
  bigint: whole(-(2n ** 63n), 2n ** 63n - 1n),
  oid: whole(0n, 2n ** 32n - 1n),
  xid: whole(0n, 2n ** 32n - 1n),
  cid: whole(0n, 2n ** 32n - 1n),
  xid8: whole(0n, 2n ** 64n - 1n),
  numeric,
  real,
  'double precision': double,
  money,
  boolean: () => ({ boundaries: ['true', 'false'], any: fc.boolean().map(String) }),
  bit: fixedBits,
  'bit varying': varyingBits,
  pg_lsn: () => ({
    boundaries: ['0/1', '0/0', 'FFFFFFFF/FFFFFFFF'],
    any: fc
      .tuple(fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }))
      .map((parts) => parts.map(hex).join('/')),
  }),
};
