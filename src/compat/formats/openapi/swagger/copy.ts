import { Exact } from '../../../schema/value.ts';

// The converter clones and merges as it likes, which neither an `Exact` nor a member called `__proto__` survives: texts stand
// for them meanwhile.

const number = '\u0000number ';
const proto = '\u0000proto';

/** A copy of a JSON value in which nothing is shared, and everything is a plain value. */
export const asPlain = (value: unknown): unknown => {
  if (value instanceof Exact) return `${number}${value.text}`;
  if (Array.isArray(value)) return value.map(asPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name === '__proto__' ? proto : name, asPlain(child)]));
};

/** The other way. */
export const asWas = (value: unknown): unknown => {
  if (typeof value === 'string') return value.startsWith(number) ? new Exact(value.slice(number.length)) : value;
  if (Array.isArray(value)) return value.map(asWas);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name === proto ? '__proto__' : name, asWas(child)]));
};
