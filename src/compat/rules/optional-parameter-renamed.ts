import { defineCompatRule } from '../rule.ts';

export const optionalParameterRenamed = defineCompatRule({
  id: 'compat/optional-parameter-renamed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-parameter-renamed',
  why: 'N does not know the old name and N-1 not the new one: each ignores, or refuses, what is asked for with it.',
  fix: 'Take both names in this release; give up the old one a release after nobody sends it.',
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
            get: { responses: { '200': { description: '' } }, parameters: [{ name: 'seite', in: 'query', schema: { type: 'string' } }] },
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
    change.kind === 'parameter-renamed' && !change.required
      ? `the ${change.in} parameter ${change.from} is called ${change.to} now`
      : undefined,
});
