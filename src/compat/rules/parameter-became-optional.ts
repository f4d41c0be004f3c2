import { defineCompatRule } from '../rule.ts';

export const parameterBecameOptional = defineCompatRule({
  id: 'compat/parameter-became-optional',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/parameter-became-required',
  why: 'N-1 refuses requests that leave it out, as N allows.',
  fix: 'Let clients leave it out only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
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
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'parameter' && change.turn === 'became-optional'
      ? `the ${change.in} parameter ${change.name} is optional now`
      : undefined,
});
