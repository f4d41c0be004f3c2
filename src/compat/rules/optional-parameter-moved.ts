import { defineCompatRule } from '../rule.ts';

export const optionalParameterMoved = defineCompatRule({
  id: 'compat/optional-parameter-moved',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-parameter-moved',
  why: 'Clients of N-1 send it where N does not look for it, and clients of N where N-1 does not.',
  fix: 'Look for it at both places in this release; give up the old one a release after nobody uses it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'page', in: 'query', schema: { type: 'string' } }] },
          },
        },
        new: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'page', in: 'header', schema: { type: 'string' } }] },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'page', in: 'query', schema: { type: 'string' } }] },
          },
        },
        new: {
          '/a': {
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'page', in: 'query', schema: { type: 'string' } }] },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'parameter-moved' && !change.required
      ? `the parameter ${change.name} moved from ${change.from} to ${change.to}`
      : undefined,
});
