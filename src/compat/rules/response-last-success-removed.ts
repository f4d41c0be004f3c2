import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseLastSuccessRemoved = defineCompatRule({
  id: 'compat/response-last-success-removed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-success-added',
  why: 'A client of N-1 waits for this answer and does not get it any more; a client of N does not know it, and N-1 answers with it again.',
  fix: 'Go on answering with it until no client waits for it.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '404': { description: '' } } } } },
        new: { '/a': { get: { responses: { '404': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '201': { description: '' } } } } },
        new: { '/a': { get: { responses: { '201': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '201': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '201': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'removed' && isSuccess(change.name) && change.isLast
      ? `the response ${change.name} is gone, and no success is left`
      : undefined,
});
