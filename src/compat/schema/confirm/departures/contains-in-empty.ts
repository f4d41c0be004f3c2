import type { Departure } from '../departure.ts';

export const containsInEmpty: Departure = {
  name: 'contains-in-empty',
  what: 'ajv lets the empty array through `contains` where the first items have schemas of their own, and after an array that held what is asked for.',
  applies: ({ keywords }, document) => keywords.has('contains') && JSON.stringify(document).includes('[]'),
  example: { dialect: '2020-12', schema: { prefixItems: [{ type: 'null' }], contains: {} }, document: [], valid: false },
};
