import { defineCompatRule } from '../rule.ts';

export const operationMoved = defineCompatRule({
  id: 'compat/operation-moved',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/operation-moved',
  why: 'A client of N-1 calls it where it was, and a client of N where N-1 does not have it.',
  fix: 'Serve both places in this release, the new one beside the old one; take the old one away once no client calls it.',
  examples: {
    breaks: [
      {
        old: {
          '/v1/orders': { get: { responses: { '200': { description: '' } } } },
          '/v1/items': { get: { responses: { '200': { description: '' } } } },
        },
        new: {
          '/v2/orders': { get: { responses: { '200': { description: '' } } } },
          '/v2/items': { get: { responses: { '200': { description: '' } } } },
        },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a/': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { operationId: 'a', responses: { '200': { description: '' } } } } },
        new: { '/b': { get: { operationId: 'a', responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/v1/orders': { get: { responses: { '200': { description: '' } } } } },
        new: {
          '/v1/orders': { get: { responses: { '200': { description: '' } } } },
          '/v2/orders': { get: { responses: { '200': { description: '' } } } },
        },
      },
      {
        old: {
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a/{key}': {
            get: {
              parameters: [{ name: 'key', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'operation-moved' ? `it was at ${change.from}, and is at ${change.to} now` : undefined),
});
