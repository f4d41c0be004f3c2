import { defineCompatRule } from '../rule.ts';

export const overlappingOperationAdded = defineCompatRule({
  id: 'compat/overlapping-operation-added',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/overlapping-operation-removed',
  why: 'Calls that a template took, with this name as its value, meet another operation from now on; once N-1 is back, calls of the new operation meet the template.',
  fix: 'Give it a path that no template takes, or make sure that nobody has used the name as a value.',
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
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: {
          '/a': { get: { responses: { '200': { description: '' } } } },
          '/users/me': { get: { responses: { '200': { description: '' } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'operation' && change.turn === 'added' && change.beside !== undefined
      ? `the operation is new, and ${change.beside} took ${change.isPartly ? 'some of its calls' : 'its calls'} before`
      : undefined,
});
