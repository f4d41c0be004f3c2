import { defineCompatRule } from '../rule.ts';

export const requiredParameterAdded = defineCompatRule({
  id: 'compat/required-parameter-added',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-parameter-removed',
  why: 'A client of N-1 does not send it, so its requests fail as soon as N serves.',
  fix: 'Let it be optional with a default in this release; demand it one release later.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
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
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'parameter' && change.turn === 'added' && change.required
      ? `the ${change.in} parameter ${change.name} is new and required`
      : undefined,
});
