import type { Departure } from '../departure.ts';

export const formats: Departure = {
  name: 'formats',
  what: 'the expressions of ajv-formats are looser or tighter than the RFCs, and there are none for internationalised names.',
  applies: ({ keywords }) => keywords.has('format'),
  example: { dialect: '2020-12', schema: { format: 'iri' }, document: 'no iri', valid: false, formatAssertion: true },
};
