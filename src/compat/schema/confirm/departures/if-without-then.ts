import type { Departure } from '../departure.ts';

export const ifWithoutThen: Departure = {
  name: 'if-without-then',
  what: 'ajv takes what `if` evaluates for evaluated where `if` does not hold, when there is no `then`.',
  applies: ({ keywords }) => keywords.has('if') && (keywords.has('unevaluatedProperties') || keywords.has('unevaluatedItems')),
  example: {
    dialect: '2020-12',
    schema: { if: { properties: { a: { const: 1 } }, required: ['a'] }, else: { properties: { b: true } }, unevaluatedProperties: false },
    document: { a: 2, b: 1 },
    valid: false,
  },
};
