import { defineCompatRule } from '../rule.ts';

export const requiredParameterRemoved = defineCompatRule({
  id: 'compat/required-parameter-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-parameter-added',
  why: 'N ignores what clients of N-1 ask for with it, and clients of N leave out what N-1 demands.',
  fix: 'Make it optional in this release; remove it one release later.',
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
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
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
    change.kind === 'parameter' && change.turn === 'removed' && change.required
      ? `the ${change.in} parameter ${change.name}, which N-1 demands, is gone`
      : undefined,
});
