import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseSuccessAdded = defineCompatRule({
  id: 'compat/response-success-added',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: ['compat/response-success-removed', 'compat/response-last-success-removed'],
  why: 'N answers with more than a client of N-1 knows.',
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
    change.kind === 'status' && change.turn === 'added' && isSuccess(change.name) && change.asked === undefined
      ? `the response ${change.name} is new`
      : undefined,
});
