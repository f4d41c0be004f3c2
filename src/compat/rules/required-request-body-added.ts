import { defineCompatRule } from '../rule.ts';

export const requiredRequestBodyAdded = defineCompatRule({
  id: 'compat/required-request-body-added',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-request-body-removed',
  why: 'A client of N-1 sends none, so its requests fail as soon as N serves.',
  fix: 'Let the body be optional in this release.',
  examples: {
    breaks: [
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
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
    holds: [
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
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'request-body' && change.turn === 'added' && change.required ? 'the request body is new and required' : undefined,
});
