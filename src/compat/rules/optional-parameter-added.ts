import { defineCompatRule } from '../rule.ts';

export const optionalParameterAdded = defineCompatRule({
  id: 'compat/optional-parameter-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-parameter-removed',
  why: 'N-1 ignores, or refuses, the parameter once it is back.',
  fix: 'Let clients send it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: false, schema: { type: 'string' } }],
            },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: false, schema: { type: 'string' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: false, schema: { type: 'string' } }],
            },
          },
        },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'parameter' && change.turn === 'added' && !change.required
      ? `the ${change.in} parameter ${change.name} is new`
      : undefined,
});
