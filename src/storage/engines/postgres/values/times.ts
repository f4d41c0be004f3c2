import * as fc from 'fast-check';
import type { ValuesOf } from './value.ts';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** Microseconds, as far as the type keeps them. */
const fraction = (micros: number, digits: number): string => (digits === 0 ? '' : `.${pad(micros, 6).slice(0, digits)}`);

const anyDay = fc
  .integer({ min: -700_000, max: 1_000_000 })
  .map((days) => new Date(days * 86_400_000))
  .map((at) => {
    const year = at.getUTCFullYear();
    const rest = `${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
    return year > 0 ? { day: `${pad(year, 4)}-${rest}`, era: '' } : { day: `${pad(1 - year, 4)}-${rest}`, era: ' BC' };
  });

const anyTime = (digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999_999))
    .map(([hour, minute, second, micros]) => `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction(micros, digits)}`);

const anyZone = fc.integer({ min: -56, max: 56 }).map((quarters) => {
  const minutes = Math.abs(quarters) * 15;
  return `${quarters < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
});

const date: ValuesOf = () => ({
  boundaries: [
    '2024-02-29',
    'infinity',
    '-infinity',
    '1970-01-01',
    '4714-11-24 BC',
    '5874897-12-31',
    '0001-01-01',
    '0001-12-31 BC',
    '1582-10-10',
    '9999-12-31',
  ],
  any: anyDay.map(({ day, era }) => day + era),
});

const moments = (digits: number): string[] => [
  `2024-02-29 12:34:56${fraction(123_456, digits)}`,
  'infinity',
  '-infinity',
  `1969-12-31 23:59:59${fraction(999_999, digits)}`,
  '4714-11-24 00:00:00 BC',
  `294276-12-31 23:59:59${fraction(999_999, digits)}`,
  '0001-01-01 00:00:00',
  `0044-03-15 12:00:00${fraction(1, digits)} BC`,
  `2016-12-31 23:59:59${fraction(1, digits)}`,
];

const withZone = (moment: string, zone: string): string =>
  moment.endsWith('infinity') ? moment : moment.endsWith(' BC') ? `${moment.slice(0, -3)}${zone} BC` : moment + zone;

const timestamp: ValuesOf = ([digits = 6]) => ({
  boundaries: moments(digits),
  any: fc.tuple(anyDay, anyTime(digits)).map(([{ day, era }, time]) => `${day} ${time}${era}`),
});

const timestamptz: ValuesOf = ([digits = 6]) => ({
  boundaries: [
    ...moments(digits).map((moment) => withZone(moment, '+00')),
    '2024-03-31 02:30:00 Europe/Zurich', // an hour that the clocks leave out, and one that they have twice
    '2024-10-27 02:30:00+01',
    '2000-01-01 00:00:00+15:59',
    '2000-01-01 00:00:00-15:59',
  ],
  any: fc.tuple(anyDay, anyTime(digits), anyZone).map(([{ day, era }, time, zone]) => `${day} ${time}${zone}${era}`),
});

const time: ValuesOf = ([digits = 6]) => ({
  boundaries: [`12:34:56${fraction(123_456, digits)}`, '00:00:00', '24:00:00', `23:59:59${fraction(999_999, digits)}`],
  any: anyTime(digits),
});

const timetz: ValuesOf = ([digits = 6]) => ({
  boundaries: ['12:34:56+00', '00:00:00+15:59:59', '24:00:00-15:59:59', `23:59:59${fraction(999_999, digits)}-03:30`],
  any: fc.tuple(anyTime(digits), anyZone).map((parts) => parts.join('')),
});

/** Infinite intervals came with version 17. */
const interval: ValuesOf = (_, server) => ({
  boundaries: [
    '1 day',
    '0',
    '1 mon -1 days +00:00:00.000001',
    '24:00:00', // equal to a day, and not the same
    '178000000 years',
    '-178000000 years',
    '-2147483648 days',
    '30 days',
    '1 mon',
    ...(server >= 17 ? ['infinity', '-infinity'] : []),
  ],
  any: fc
    .tuple(fc.integer({ min: -120, max: 120 }), fc.integer({ min: -400, max: 400 }), anyTime(6))
    .map(([months, days, clock]) => `${months} mons ${days} days ${clock}`),
});

export const times: Readonly<Record<string, ValuesOf>> = {
  date,
  'timestamp without time zone': timestamp,
  'timestamp with time zone': timestamptz,
  'time without time zone': time,
  'time with time zone': timetz,
  interval,
};
