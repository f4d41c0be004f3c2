import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseFailureAdded = defineCompatRule({
  id: 'compat/response-failure-added',
  severity: 'note',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-failure-removed',
  why: 'A client of N-1 does not know this answer; it sees a failure that it cannot name.',
  fix: 'Answer with a status that clients know, or teach them this one first.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '409': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '409': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '409': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'added' && !isSuccess(change.name) ? `the response ${change.name} is new` : undefined,
});
