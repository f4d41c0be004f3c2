import { defineCompatRule } from '../rule.ts';

export const optionalRequestBodyRemoved = defineCompatRule({
  id: 'compat/optional-request-body-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-request-body-added',
  why: 'N ignores, or refuses, the body that clients of N-1 send.',
  fix: 'Remove it once no client sends one.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { required: false, content: { 'application/json': { schema: { type: 'object' } } } },
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
              requestBody: { required: false, content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              responses: { '200': { description: '' } },
              requestBody: { required: false, content: { 'application/json': { schema: { type: 'object' } } } },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'request-body' && change.turn === 'removed' && !change.required ? 'the request body is gone' : undefined,
});
