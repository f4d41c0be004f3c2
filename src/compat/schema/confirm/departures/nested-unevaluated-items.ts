import type { Departure } from '../departure.ts';

export const nestedUnevaluatedItems: Departure = {
  name: 'nested-unevaluated-items',
  what: 'ajv does not see that the `unevaluatedItems` of an alternative has spoken of the items.',
  applies: ({ keywords }) => keywords.has('unevaluatedItems'),
  example: { dialect: '2020-12', schema: { unevaluatedItems: false, anyOf: [{ unevaluatedItems: true }] }, document: [1], valid: true },
};
