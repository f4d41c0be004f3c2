import { segmentsOf } from '../pointer.ts';
import { Exact } from '../schema/value.ts';
import type { Parsed } from './parsed.ts';

/** A YAML literal of a decimal number as JSON writes it. */
const jsonNumber = (literal: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = ''] = /^([-+]?)(\d*)\.?(\d*)(e[-+]?\d+)?$/i.exec(literal) ?? [];
  return `${sign === '-' ? '-' : ''}${whole.replace(/^0+(?=\d)/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}${exponent}`;
};

/** A document's value with each number that no double holds as an `Exact`. Changes `value` itself, which is then no longer plain JSON. */
export const withExactNumbers = ({ value, inexact }: Parsed): unknown => {
  for (const [pointer, literal] of inexact ?? []) {
    const segments = segmentsOf(pointer);
    const last = segments.at(-1);
    if (last === undefined) return new Exact(jsonNumber(literal));
    let parent = value;
    for (const segment of segments.slice(0, -1)) parent = (parent as Record<string, unknown>)[segment];
    Object.defineProperty(parent, last, { value: new Exact(jsonNumber(literal)), enumerable: true, configurable: true, writable: true });
  }
  return value;
};
