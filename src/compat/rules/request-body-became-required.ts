import { defineCompatRule } from '../rule.ts';

export const requestBodyBecameRequired = defineCompatRule({
  id: 'compat/request-body-became-required',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-body-became-optional',
  why: 'A client of N-1 that sends none fails as soon as N serves.',
  fix: 'Let it stay optional until every client sends one.',
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
  check: (change) => (change.kind === 'request-body' && change.turn === 'became-required' ? 'the request body is required now' : undefined),
});
