import { defineCompatRule } from '../rule.ts';

export const requiredRequestBodyRemoved = defineCompatRule({
  id: 'compat/required-request-body-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-request-body-added',
  why: 'N ignores the body that clients of N-1 send, and clients of N leave out what N-1 demands.',
  fix: 'Make the body optional in this release; remove it one release later.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'request-body' && change.turn === 'removed' && change.required
      ? 'the request body, which N-1 demands, is gone'
      : undefined,
});
