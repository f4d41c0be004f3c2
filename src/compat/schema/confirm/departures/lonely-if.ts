import type { Departure } from '../departure.ts';

export const lonelyIf: Departure = {
  name: 'lonely-if',
  what: 'ajv passes over an `if` without `then` and `else`; what it evaluates counts all the same.',
  applies: ({ keywords }) => keywords.has('if') && (keywords.has('unevaluatedProperties') || keywords.has('unevaluatedItems')),
  example: {
    dialect: '2020-12',
    schema: { if: { properties: { a: true } }, unevaluatedProperties: false },
    document: { a: 1 },
    valid: true,
  },
};
