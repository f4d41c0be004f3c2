import { isSuccess } from '../../rule.ts';

const rangeOf = (status: string): string | undefined => (/^\d{3}$/.test(status) ? `${status[0] ?? ''}xx` : undefined);

/**
 * Of some statuses the one that speaks of a status: the same, its range, `default`. A success that is no longer named is
 * not covered by a `default` beside other successes: there it stands for the failures, by everybody's custom.
 */
export const coveringStatus = (status: string, among: readonly string[]): string | undefined => {
  const range = rangeOf(status);
  const found =
    among.find((other) => other === status) ??
    among.find((other) => other.toLowerCase() === status.toLowerCase() || (range !== undefined && other.toLowerCase() === range));
  if (found !== undefined || !among.includes('default')) return found;
  return isSuccess(status) && among.some(isSuccess) ? undefined : 'default';
};

/** Is a status, or some of a range's, among others? `2XX` of which `200` is left. */
export const isPartly = (range: string, among: readonly string[]): boolean =>
  /^\dxx$/i.test(range) && among.some((other) => rangeOf(other) === range.toLowerCase());

/** Do others name what a client takes any status of a range for that it does not know: `200`, for one of `2XX` (RFC 9110, 15)? */
export const isKnownBy = (range: string, among: readonly string[]): boolean => among.includes(`${range[0] ?? ''}00`);

/** What of others a client takes any status of a range for: that which stands for its class, else the first of it that it knows. */
export const takenFor = (range: string, among: readonly string[]): string | undefined =>
  among.find((name) => name === `${range[0] ?? ''}00`) ?? among.filter((name) => rangeOf(name) === range.toLowerCase()).sort()[0];

/** Beside successes `default` stands for the failures: do the ranges of others speak of all of them? */
export const isInRanges = (name: string, among: readonly string[]): boolean =>
  name === 'default' && among.some(isSuccess) && ['4xx', '5xx'].every((range) => among.some((other) => other.toLowerCase() === range));
