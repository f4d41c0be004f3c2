import * as fc from 'fast-check';
import type { Values } from './value.ts';

const escaped = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

const list = (parts: readonly (string | null)[], delimiter: string): string =>
  `{${parts.map((part) => (part === null ? 'NULL' : escaped(part))).join(delimiter)}}`;

/** Arrays of `element`; the type `box` alone has a delimiter of its own. */
export const arrayOf = (element: Values, delimiter: string): Values => {
  const [first = '', second = first] = element.boundaries;
  const short = element.boundaries.filter((text) => text.length < 500);
  return {
    boundaries: [
      list([first], delimiter),
      '{}',
      list([null], delimiter),
      list([first, null, second], delimiter),
      `{${[list([first, second], delimiter), list([second, null], delimiter)].join(delimiter)}}`,
      `[-1:0]=${list([first, second], delimiter)}`,
      list(short, delimiter),
      list(
        Array.from({ length: 300 }, () => first.slice(0, 500)),
        delimiter,
      ),
    ],
    any: fc.array(fc.option(element.any), { maxLength: 4 }).map((parts) => list(parts, delimiter)),
  };
};

const row = (parts: readonly (string | null)[]): string =>
  `(${parts.map((part) => (part === null ? '' : `"${part.replaceAll(/["\\]/g, '$&$&')}"`)).join(',')})`;

/** Composite values; an attribute without values of its own is NULL. */
export const compositeOf = (attributes: readonly (Values | undefined)[]): Values => {
  const most = Math.max(0, ...attributes.map((values) => values?.boundaries.length ?? 0));
  const nth = (index: number): string => row(attributes.map((values) => values?.boundaries[index % values.boundaries.length] ?? null));
  return {
    boundaries: [
      nth(0),
      row(attributes.map(() => null)),
      ...Array.from({ length: Math.max(0, Math.min(most, 12) - 1) }, (_, index) => nth(index + 1)),
    ],
    any: fc.tuple(...attributes.map((values) => (values ? fc.option(values.any) : fc.constant(null)))).map(row),
  };
};

/** Ranges between the values of `bounds`, a list in ascending order. */
export const rangeOf = (bounds: readonly string[], any: fc.Arbitrary<readonly [string, string]>): Values => {
  const [low = '', high = low] = [bounds[0], bounds.at(-1)];
  const between = (from: string, to: string, edges: string): string =>
    `${edges[0]}${from === '' ? '' : escaped(from)},${to === '' ? '' : escaped(to)}${edges[1]}`;
  return {
    boundaries: [
      between(low, high, '[)'),
      'empty',
      '(,)',
      between(low, '', '[)'),
      between('', high, '()'),
      between(low, low, '[]'),
      between(low, high, '(]'),
    ],
    any: any.map(([from, to]) => between(from, to, '[)')),
  };
};

export const multirangeOf = (range: Values): Values => {
  const [first = 'empty'] = range.boundaries;
  return { boundaries: [`{${first}}`, '{}', '{(,)}'], any: range.any.map((text) => `{${text}}`) };
};
