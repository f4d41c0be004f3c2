import { defineCompatRule } from '../rule.ts';

export const optionalRequestBodyAdded = defineCompatRule({
  id: 'compat/optional-request-body-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-request-body-removed',
  why: 'N-1 ignores, or refuses, a body once it is back.',
  fix: 'Let clients send one only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
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
    holds: [
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
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'request-body' && change.turn === 'added' && !change.required ? 'a request body is allowed now' : undefined,
});
