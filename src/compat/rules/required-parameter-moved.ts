import { defineCompatRule } from '../rule.ts';

export const requiredParameterMoved = defineCompatRule({
  id: 'compat/required-parameter-moved',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-parameter-moved',
  why: 'Clients of N-1 send it where N does not look for it, so their requests fail as soon as N serves; clients of N fail once N-1 is back.',
  fix: 'Look for it at both places in this release; give up the old one a release after nobody uses it.',
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
              parameters: [{ name: 'page', in: 'header', required: true, schema: { type: 'string' } }],
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
    change.kind === 'parameter-moved' && change.required
      ? `the parameter ${change.name} moved from ${change.from} to ${change.to}`
      : undefined,
});
