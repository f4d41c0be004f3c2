import { defineCompatRule } from '../rule.ts';

export const parameterBecameRequired = defineCompatRule({
  id: 'compat/parameter-became-required',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/parameter-became-optional',
  why: 'A client of N-1 that leaves it out fails as soon as N serves.',
  fix: 'Give it a default in this release; demand it once every client sends it.',
  examples: {
    breaks: [
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
              parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
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
    ],
  },
  check: (change) =>
    change.kind === 'parameter' && change.turn === 'became-required'
      ? `the ${change.in} parameter ${change.name} is required now`
      : undefined,
});
