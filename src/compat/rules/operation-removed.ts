import { defineCompatRule } from '../rule.ts';

export const operationRemoved = defineCompatRule({
  id: 'compat/operation-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/operation-added',
  why: 'A client of N-1 still calls it and fails as soon as N serves.',
  fix: 'Keep it and mark it deprecated; remove it once no client calls it.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } }, post: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'operation' && change.turn === 'removed' && change.beside === undefined ? 'the operation is gone' : undefined,
});
