import { acceptsFormat } from '../../language/formats.ts';
import { matches } from '../../language/matches.ts';
import type { Rule } from './reader.ts';

// Keywords that speak of strings alone.

/** In code points, as JSON Schema counts. */
const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

const lengthRule = (keyword: string, holds: (length: number, limit: number) => boolean): Rule => ({
  keyword,
  read: (reader) => {
    const limit = reader.count();
    return ({ part }) => typeof part.value !== 'string' || holds(lengthOf(part.value), limit);
  },
});

const pattern: Rule = {
  keyword: 'pattern',
  read: (reader) => {
    const text = reader.text();
    return ({ part }) => typeof part.value !== 'string' || matches(text, part.value);
  },
};

const format: Rule = {
  keyword: 'format',
  read: (reader) => {
    const name = reader.text();
    const always = reader.place.resource.formatAssertion;
    // A name that nobody knows is an annotation.
    return ({ part, run }) =>
      typeof part.value !== 'string' || !(always || run.formatAssertion) || acceptsFormat(name, part.value) !== false;
  },
};

export const stringKeywords: readonly Rule[] = [
  lengthRule('minLength', (length, limit) => length >= limit),
  lengthRule('maxLength', (length, limit) => length <= limit),
  pattern,
  format,
];
