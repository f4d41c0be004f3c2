import type { Departure } from '../departure.ts';

export const absentDependency: Departure = {
  name: 'absent-dependency',
  what: 'ajv forgets what was evaluated beside a dependentSchemas whose member is not there.',
  applies: ({ keywords }) =>
    (keywords.has('dependentSchemas') || keywords.has('dependencies')) &&
    (keywords.has('unevaluatedProperties') || keywords.has('unevaluatedItems')),
  example: {
    dialect: '2020-12',
    schema: { properties: { b: {} }, dependentSchemas: { c: { properties: { a: {} } } }, unevaluatedProperties: false },
    document: { b: null },
    valid: true,
  },
};
