const written =
  /^(?<year>\d{4,6})-(?<month>\d\d)-(?<day>\d\d)(?:[ T](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:\.(?<fraction>\d{1,6}))?)?(?<zone>[+-]\d\d(?::\d\d)?)?(?<era> BC)?$/;

const dayMs = 86_400_000;

/** Microseconds from 1970 in UTC of a date or a time as PostgreSQL writes it; undefined of what is not plainly written. */
export const microsOf = (text: string): bigint | undefined => {
  const groups = written.exec(text)?.groups;
  if (!groups) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const at = new Date(0);
  at.setUTCFullYear(groups['era'] === undefined ? part('year') : 1 - part('year'), part('month') - 1, part('day'));
  at.setUTCHours(part('hour'), part('minute'), part('second'));
  if (Number.isNaN(at.getTime())) return undefined;
  const zone = groups['zone'];
  const [hours = 0, minutes = 0] = zone?.slice(1).split(':').map(Number) ?? [];
  const ahead = (hours * 60 + minutes) * (zone?.startsWith('-') ? -1 : 1);
  return BigInt(at.getTime() - ahead * 60_000) * 1000n + BigInt((groups['fraction'] ?? '').padEnd(6, '0'));
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

export const dayMicros = BigInt(dayMs) * 1000n;
