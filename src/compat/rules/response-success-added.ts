import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseSuccessAdded = defineCompatRule({
  id: 'compat/response-success-added',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-success-removed',
  why: 'A client of N-1 does not know this answer, and a client of N that waits for it does not get it from N-1.',
  fix: 'Let the operation answer as before until clients understand both answers.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '202': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '202': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '202': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'added' && isSuccess(change.name) ? `the response ${change.name} is new` : undefined,
});
