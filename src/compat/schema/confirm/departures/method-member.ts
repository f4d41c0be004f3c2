import type { Departure } from '../departure.ts';

export const methodMember: Departure = {
  name: 'method-member',
  what: 'ajv breaks down where it compares an object that has a member called toString or valueOf.',
  applies: ({ keywords }) => keywords.has('const') || keywords.has('enum') || keywords.has('uniqueItems'),
  example: { dialect: '2020-12', schema: { const: { toString: 1 } }, document: { toString: 1 }, valid: true },
};
