import { plural, quoted, type Words } from './words.ts';

export const stringWords: Readonly<Record<string, Words>> = {
  minLength: ({ given }) => (given === 1 ? 'an empty string' : `a string shorter than ${plural(given, 'character')}`),
  maxLength: ({ given }) => (given === 0 ? 'a string that is not empty' : `a string longer than ${plural(given, 'character')}`),
  pattern: ({ given }) => `a string that does not match ${quoted(given)}`,
  format: ({ given }) => `a string that is not of the format ${quoted(given)}`,
};
