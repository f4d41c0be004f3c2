import type { Departure } from '../departure.ts';

export const containedItems: Departure = {
  name: 'contained-items',
  what: 'ajv takes every item for evaluated beside `contains`; only those are that it holds for.',
  applies: ({ keywords }) => keywords.has('unevaluatedItems') && keywords.has('contains'),
  example: { dialect: '2020-12', schema: { contains: { const: 1 }, unevaluatedItems: false }, document: [1, 2], valid: false },
};
