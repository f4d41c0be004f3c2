import { defineCompatRule } from '../rule.ts';

export const responseConditionalRemoved = defineCompatRule({
  id: 'compat/response-conditional-removed',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-conditional-added',
  why: 'Only a client of N that sends the header, of which its contract says nothing, gets from N-1 an answer that it does not know.',
  fix: 'Let clients that send the header go on understanding it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '304': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'removed' && change.asked !== undefined
      ? `the response ${change.name}, to requests with ${change.asked} alone, is gone`
      : undefined,
});
