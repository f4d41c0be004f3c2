const written =
  /^(?<year>\d{4,7})-(?<month>\d\d)-(?<day>\d\d)(?:[ T](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:\.(?<fraction>\d{1,6}))?)?(?<zone>[+-]\d\d(?::\d\d)?)?(?<era> BC)?$/;

/** Days from 1970 of a day in the Gregorian calendar, also of years that no JavaScript date reaches: whole cycles of 400 years are 146097 days. */
const daysTo = (year: number, month: number, day: number): number => {
  const cycles = Math.floor(year / 400);
  const at = new Date(0);
  at.setUTCFullYear(year - cycles * 400 + 2000, month - 1, day);
  return at.getTime() / 86_400_000 + (cycles - 5) * 146_097;
};

/** Microseconds from 1970 in UTC of a date or a time as PostgreSQL writes it; undefined of what is not plainly written. */
export const microsOf = (text: string): bigint | undefined => {
  const groups = written.exec(text)?.groups;
  if (!groups) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const days = daysTo(groups['era'] === undefined ? part('year') : 1 - part('year'), part('month'), part('day'));
  const zone = groups['zone'];
  const [hours = 0, minutes = 0] = zone?.slice(1).split(':').map(Number) ?? [];
  const ahead = (hours * 60 + minutes) * (zone?.startsWith('-') ? -1 : 1);
  const seconds = ((days * 24 + part('hour')) * 60 + part('minute') - ahead) * 60 + part('second');
  return BigInt(seconds) * 1_000_000n + BigInt((groups['fraction'] ?? '').padEnd(6, '0'));
};

const pad = (value: number | bigint, length = 2): string => String(value).padStart(length, '0');

/** As PostgreSQL reads it; `day`: without the time. Only of years that a JavaScript date reaches. */
export const instantText = (micros: bigint, day: boolean, zone: string): string => {
  const below = ((micros % 1000n) + 1000n) % 1000n;
  const at = new Date(Number((micros - below) / 1000n));
  const year = at.getUTCFullYear();
  const date = `${pad(year > 0 ? year : 1 - year, 4)}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const fraction = pad(BigInt(at.getUTCMilliseconds()) * 1000n + below, 6);
  const time = day ? '' : ` ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}.${fraction}${zone}`;
  return `${date}${time}${year > 0 ? '' : ' BC'}`;
};

export const dayMicros = 86_400_000_000n;
