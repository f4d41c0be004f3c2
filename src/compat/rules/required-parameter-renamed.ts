import { defineCompatRule } from '../rule.ts';

export const requiredParameterRenamed = defineCompatRule({
  id: 'compat/required-parameter-renamed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-parameter-renamed',
  why: 'N demands the new name, which clients of N-1 do not send, and N-1 the old one, which clients of N do not send.',
  fix: 'Take both names in this release; give up the old one a release after nobody sends it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'seite', in: 'query', required: true, schema: { type: 'string' } }],
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
              parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }],
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'parameter-renamed' && change.required
      ? `the ${change.in} parameter ${change.from} is called ${change.to} now`
      : undefined,
});
