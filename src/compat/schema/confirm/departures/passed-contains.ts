import type { Departure } from '../departure.ts';

export const passedContains: Departure = {
  name: 'passed-contains',
  what: 'ajv passes over `contains` where the first items have schemas of their own, and lets the empty array through after an array that held what is asked for.',
  applies: ({ keywords }, document) =>
    keywords.has('contains') && (keywords.has('prefixItems') || keywords.has('items') || JSON.stringify(document).includes('[]')),
  example: { dialect: '2020-12', schema: { prefixItems: [{ type: 'null' }], contains: {} }, document: [], valid: false },
};
