import { compare, decimalOf, isMultiple, zero } from '../../number/decimal.ts';
import type { Reader, Rule } from './reader.ts';

// Keywords that speak of numbers alone, in exact decimals.

const bound = (keyword: string, holds: (order: number, reader: Reader) => boolean): Rule => ({
  keyword,
  read: (reader) => {
    // In the oldest drafts a flag beside `minimum` or `maximum`, which looks at it.
    if (keyword.startsWith('exclusive') && areFlags(reader)) {
      reader.flag();
      return undefined;
    }
    const limit = reader.number();
    return ({ part }) => part.type !== 'number' || holds(compare(decimalOf(part.value as number), limit), reader);
  },
});

const areFlags = ({ dialect }: Reader): boolean => dialect === 'draft-04' || dialect === 'openapi-3.0';
const isOpen = (reader: Reader, flag: string): boolean => areFlags(reader) && reader.beside(flag) === true;

const multipleOf: Rule = {
  keyword: 'multipleOf',
  read: (reader) => {
    const step = reader.number();
    if (compare(step, zero) <= 0) reader.malformed('must be greater than 0');
    return ({ part }) => part.type !== 'number' || isMultiple(decimalOf(part.value as number), step);
  },
};

export const numberKeywords: readonly Rule[] = [
  bound('minimum', (order, reader) => (isOpen(reader, 'exclusiveMinimum') ? order > 0 : order >= 0)),
  bound('maximum', (order, reader) => (isOpen(reader, 'exclusiveMaximum') ? order < 0 : order <= 0)),
  bound('exclusiveMinimum', (order) => order > 0),
  bound('exclusiveMaximum', (order) => order < 0),
  multipleOf,
];
