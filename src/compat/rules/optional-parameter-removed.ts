import { defineCompatRule } from '../rule.ts';

export const optionalParameterRemoved = defineCompatRule({
  id: 'compat/optional-parameter-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-parameter-added',
  why: 'N ignores, or refuses, what clients of N-1 ask for with it.',
  fix: 'Say that it is deprecated in this release; remove it once no client sends it.',
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
    change.kind === 'parameter' && change.turn === 'removed' && !change.required
      ? `the ${change.in} parameter ${change.name} is gone`
      : undefined,
});
