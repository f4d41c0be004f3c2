import { valueAt } from '../pointer.ts';
import type { Parsed } from './parsed.ts';

/** Could a text hold such a number at all? Looking closely costs more than parsing. */
export const mayBeInexact = (text: string): boolean => /\d[\d_.]{15,}/.test(text);

const digitsOf = (text: string): string => text.replace(/e.*$/i, '').replaceAll(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');

/** Does a decimal literal say more than the double that it is read as? */
export const isInexact = (literal: string): boolean =>
  /^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(literal) && digitsOf(literal).length > 15 && digitsOf(literal) !== digitsOf(String(Number(literal)));

/**
 * Places where two documents say different numbers that are the same double: at the same pointer, or where one number
 * went and another of the same value came anywhere.
 */
export const indistinct = (old: Parsed, next: Parsed): string[] => {
  const [before, after] = [old.inexact ?? new Map<string, string>(), next.inexact ?? new Map<string, string>()];
  const [known, kept] = [new Set(before.values()), new Set(after.values())];
  const gone = new Set([...known].filter((text) => !kept.has(text)).map(Number));
  const isOther = (text: string, there: string | undefined, value: unknown): boolean => there !== text && value === Number(text);
  const found = [
    ...[...before].filter(([pointer, text]) => isOther(text, after.get(pointer), valueAt(next.value, pointer))),
    ...[...after].filter(
      ([pointer, text]) => isOther(text, before.get(pointer), valueAt(old.value, pointer)) || (!known.has(text) && gone.has(Number(text))),
    ),
  ];
  return [...new Set(found.map(([pointer]) => pointer))];
};
