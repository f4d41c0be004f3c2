import { beside, numeral, type Words } from './words.ts';

export const numberWords: Readonly<Record<string, Words>> = {
  minimum: ({ given, place }) => `a number ${beside(place, 'exclusiveMinimum') === true ? 'not above' : 'below'} ${numeral(given)}`,
  maximum: ({ given, place }) => `a number ${beside(place, 'exclusiveMaximum') === true ? 'not below' : 'above'} ${numeral(given)}`,
  exclusiveMinimum: ({ given }) => `a number not above ${numeral(given)}`,
  exclusiveMaximum: ({ given }) => `a number not below ${numeral(given)}`,
  multipleOf: ({ given }) => `a number that is no multiple of ${numeral(given)}`,
};
