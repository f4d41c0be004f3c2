import { defineCompatRule } from '../rule.ts';

export const requestBodyBecameOptional = defineCompatRule({
  id: 'compat/request-body-became-optional',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-body-became-required',
  why: 'N-1 refuses requests without a body, as N allows.',
  fix: 'Let clients leave it out only once N-1 is out of reach.',
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
  check: (change) => (change.kind === 'request-body' && change.turn === 'became-optional' ? 'the request body is optional now' : undefined),
});
