import { defineCompatRule } from '../rule.ts';

export const requestDefaultRemoved = defineCompatRule({
  id: 'compat/request-default-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/request-default-added',
  why: 'A client of N-1 that leaves it out relied on the default, and what N does is not known.',
  fix: 'Keep the default until clients say what they want.',
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
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }] },
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
    ],
  },
  check: (change) =>
    change.kind === 'default' && change.turn === 'removed' ? `the default, which was ${change.from}, is gone` : undefined,
});
