import type { Departure } from '../departure.ts';

export const nestedItems: Departure = {
  name: 'nested-items',
  what: 'ajv takes the items of an alternative for evaluated although the alternative does not hold, and for unevaluated although it does.',
  applies: ({ keywords }) => keywords.has('unevaluatedItems'),
  example: {
    dialect: '2020-12',
    schema: { unevaluatedItems: { type: 'boolean' }, anyOf: [{ items: { type: 'string' } }, true] },
    document: ['yes', 0],
    valid: false,
  },
};
