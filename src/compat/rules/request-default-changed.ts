import { defineCompatRule } from '../rule.ts';

export const requestDefaultChanged = defineCompatRule({
  id: 'compat/request-default-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/request-default-changed',
  why: 'Whoever leaves it out, because of what the default was, gets something else, and gets it back with N-1.',
  fix: 'Keep the default, or let clients say what they want first.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 10 } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 20 } }],
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
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 10 } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 10 } }],
            },
          },
        },
      },
      {
        old: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }] },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'integer', default: 20 } }],
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'default' && change.turn === 'changed' ? `the default is ${change.to}, and was ${change.from}` : undefined,
});
