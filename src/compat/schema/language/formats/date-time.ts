import type { Language } from '../sets.ts';
import { both, either, regular } from '../sets.ts';
import type { Format } from './format.ts';

// RFC 3339. ajv-formats takes a space between date and time, and offsets without minutes or colon; the RFC does not.

const leapYear = String.raw`(?:(?:[02468][048]|[13579][26])00|\d\d(?:0[48]|[2468][048]|[13579][26]))`;
const fullDate =
  String.raw`(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))` +
  `|${leapYear}-02-29)`;

const hour = String.raw`(?:[01]\d|2[0-3])`;
const minute = String.raw`[0-5]\d`;
const fraction = String.raw`(?:\.\d+)?`;

const two = (number: number): string => String(number).padStart(2, '0');
const each = (count: number, text: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => text(number)).join('|');

/**
 * A second 60 stands where it is 23:59 in UTC, whatever the offset says: hours and minutes are told apart, each being 24
 * or 60 ways, where together they would be 1440.
 */
const leapSecond = (before: string): Language => {
  const whole = (ways: string): Language => regular(`^${before}(?:${ways})$`);
  const onTheHour = whole(`23:59:60${fraction}[Zz]|${each(24, (h) => `${two((h + 23) % 24)}:59:60${fraction}[+]${two(h)}:00`)}`);
  const ahead = both(
    whole(each(24, (h) => `${two(h)}:${minute}:60${fraction}[+]${two(h)}:${minute}`)),
    whole(each(59, (m) => `${hour}:${two(m)}:60${fraction}[+]${hour}:${two(m + 1)}`)),
  );
  const behind = both(
    whole(each(24, (h) => `${two(23 - h)}:${minute}:60${fraction}-${two(h)}:${minute}`)),
    whole(each(60, (m) => `${hour}:${two(59 - m)}:60${fraction}-${hour}:${two(m)}`)),
  );
  return [ahead, behind].reduce(either, onTheHour);
};

const plainTime = `${hour}:${minute}:${minute}${fraction}(?:[Zz]|[+-]${hour}:${minute})`;
const usualDate = String.raw`20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])`;
const usualTime = `${hour}:${minute}:${minute}${fraction}Z`;
const looseTime = String.raw`\d\d:\d\d:\d\d`;

export const date: Format = {
  name: 'date',
  by: 'RFC 3339, full-date',
  language: () => regular(`^${fullDate}$`),
  usual: `^${usualDate}$`,
};

export const time: Format = {
  name: 'time',
  by: 'RFC 3339, full-time',
  language: () => either(regular(`^${plainTime}$`), leapSecond('')),
  usual: `^${usualTime}$`,
  loose: `^${looseTime}`,
};

export const dateTime: Format = {
  name: 'date-time',
  by: 'RFC 3339, date-time',
  language: () =>
    either(regular(`^${fullDate}[Tt]${plainTime}$`), both(regular(`^${fullDate}[Tt]${hour}:${minute}:60`), leapSecond('.{11}'))),
  usual: `^${usualDate}T${usualTime}$`,
  loose: String.raw`^\d{4}-\d\d-\d\d[Tt\s]${looseTime}`,
};

const days = String.raw`\d+D`;
const months = String.raw`\d+M(?:${days})?`;
const years = String.raw`\d+Y(?:${months})?`;
const seconds = String.raw`\d+S`;
const minutes = String.raw`\d+M(?:${seconds})?`;
const hours = String.raw`\d+H(?:${minutes})?`;
const clock = `T(?:${hours}|${minutes}|${seconds})`;

export const duration: Format = {
  name: 'duration',
  by: 'RFC 3339, appendix A: a unit is followed by the next smaller one only',
  language: () => regular(String.raw`^P(?:(?:${years}|${months}|${days})(?:${clock})?|${clock}|\d+W)$`),
  loose: String.raw`^P[\dYMWDTHS]+$`,
};
