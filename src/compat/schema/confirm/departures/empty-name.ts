import type { Departure } from '../departure.ts';

export const emptyName: Departure = {
  name: 'empty-name',
  what: 'ajv does not miss a required member whose name is the empty string.',
  applies: ({ mentionsEmpty }) => mentionsEmpty,
  example: { dialect: '2020-12', schema: { required: [''] }, document: {}, valid: false },
};
