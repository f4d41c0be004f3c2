import { defineCompatRule } from '../rule.ts';

export const responseSuccessReplaced = defineCompatRule({
  id: 'compat/response-success-replaced',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-success-replaced',
  why: 'Clients of each version wait for an answer that the other one does not give.',
  fix: 'Go on answering as before, or let clients understand both answers first.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '204': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' }, '204': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'status-replaced' ? `it answers ${change.to} instead of ${change.from}` : undefined),
});
