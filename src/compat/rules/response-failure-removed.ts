import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseFailureRemoved = defineCompatRule({
  id: 'compat/response-failure-removed',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-failure-added',
  why: 'A client of N no longer understands this answer of N-1.',
  fix: 'Let clients go on understanding it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '404': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '404': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '404': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'removed' && !isSuccess(change.name) ? `the response ${change.name} is gone` : undefined,
});
