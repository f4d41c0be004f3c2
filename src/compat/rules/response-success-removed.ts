import { defineCompatRule, isSuccess } from '../rule.ts';

export const responseSuccessRemoved = defineCompatRule({
  id: 'compat/response-success-removed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-success-added',
  why: 'What N answers is known to every client; but a client of N does not know this answer, and N-1 answers with it again.',
  fix: 'Let clients of N go on understanding it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '201': { description: '' } } } } },
        new: { '/a': { get: { responses: { '201': { description: '' } } } } },
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
    change.kind === 'status' && change.turn === 'removed' && isSuccess(change.name) && !change.isLast && change.asked === undefined
      ? `the response ${change.name} is gone`
      : undefined,
});
