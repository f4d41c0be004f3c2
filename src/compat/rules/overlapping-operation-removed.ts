import { defineCompatRule } from '../rule.ts';

export const overlappingOperationRemoved = defineCompatRule({
  id: 'compat/overlapping-operation-removed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/overlapping-operation-added',
  why: 'A client of N-1 still calls it, and is answered by another operation, which takes the name for a value.',
  fix: 'Keep it and mark it deprecated; remove it once no client calls it.',
  examples: {
    breaks: [
      {
        old: {
          '/users/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
          '/users/me': { get: { responses: { '200': { description: '' } } } },
        },
        new: {
          '/users/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/users/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
          '/users/me': { get: { responses: { '200': { description: '' } } } },
        },
        new: {
          '/users/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
          '/users/me': { get: { responses: { '200': { description: '' } } } },
        },
      },
      {
        old: {
          '/a': { get: { responses: { '200': { description: '' } } } },
          '/users/me': { get: { responses: { '200': { description: '' } } } },
        },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'operation' && change.turn === 'removed' && change.beside !== undefined
      ? `the operation is gone, and ${change.isPartly ? 'some of its calls' : 'its calls'} go to ${change.beside} instead`
      : undefined,
});
