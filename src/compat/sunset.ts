import type { Fact } from './fact.ts';
import type { Ending } from './place-fact.ts';

// `x-sunset` beside `deprecated`: from that day on it may be gone. A date or a date-time of RFC 3339, in UTC where it says nothing.

const form = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/i;

/** The moment of a sunset, in ms since 1970; undefined without one, or where what stands there is no date. */
export const dayOf = (ending: Ending | undefined): number | undefined => {
  const text = ending?.sunset?.trim();
  if (text === undefined || !form.test(text)) return undefined;
  const time = Date.parse(text.replace(' ', 'T').toUpperCase());
  // 31 February is no day, though it is read as one in March.
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const isDay = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
  return Number.isNaN(time) || !isDay ? undefined : time;
};

/** What is announced of the end of something, by one of the places that describe it; undefined where nothing is. */
export const endingOf = (...values: readonly unknown[]): Ending | undefined => {
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    const { deprecated, 'x-sunset': sunset } = value as Readonly<Record<string, unknown>>;
    if (deprecated === true) return sunset === undefined ? {} : { sunset: typeof sunset === 'string' ? sunset : JSON.stringify(sunset) };
  }
  return undefined;
};

/** The same, as a fact of its removal says it. */
export const withEnding = (...values: readonly unknown[]): { readonly ending?: Ending } => {
  const ending = endingOf(...values);
  return ending ? { ending } : {};
};

/** May what is announced to end be removed once its day has come, and which day is it? */
export interface SunsetPolicy {
  readonly allow: boolean;
  readonly now: Date;
}

const removal = (fact: Fact): { readonly ending?: Ending } | undefined =>
  (fact.kind === 'operation' || fact.kind === 'parameter' || fact.kind === 'header' || fact.kind === 'property') && fact.turn === 'removed'
    ? fact
    : undefined;

const isOver = (ending: Ending | undefined, { now }: SunsetPolicy): boolean => (dayOf(ending) ?? Infinity) <= now.getTime();

/** Is this the removal of something whose announced day has come, and does the policy allow it? Then only who did not listen is hit. */
export const isAnnounced = (fact: Fact, policy: SunsetPolicy | undefined): boolean =>
  policy !== undefined && policy.allow && isOver(removal(fact)?.ending, policy);

/** Why such a removal matters all the same, and what to do about it. */
export const announcedWords = {
  why: 'Its day has come, and only who has not changed until then fails as soon as N serves.',
  fix: 'See that nobody calls or reads it any more.',
} as const;

/** What was announced of the end of what is removed, in words; empty where nothing was. */
export const endingText = (fact: Fact, policy: SunsetPolicy | undefined): string => {
  const ending = removal(fact)?.ending;
  if (!ending) return '';
  if (ending.sunset === undefined) return '; it was deprecated, without a day (x-sunset) from which it may be gone';
  if (dayOf(ending) === undefined) return `; it was deprecated, but its x-sunset, ${JSON.stringify(ending.sunset)}, is no date of RFC 3339`;
  if (!policy) return `; it was announced to end on ${ending.sunset}`;
  if (!isOver(ending, policy)) return `; it was announced to end on ${ending.sunset}, which has not come yet`;
  return `; it was announced to end on ${ending.sunset}, ${policy.allow ? 'which is past' : 'which the policy does not accept for a removal'}`;
};
