import { defineCompatRule } from '../rule.ts';

export const givenValueRefused = defineCompatRule({
  id: 'compat/given-value-refused',
  severity: 'error',
  cells: { mixed: 'breaks' },
  noMirror: 'What N-1 gave and N no longer takes is a request that N narrows, which the rules of requests find.',
  why: 'While both serve, a client that got it from N brings it to N-1, which refuses it.',
  fix: 'Let N-1 take it first, in a release before N gives it.',
  examples: {
    breaks: [],
    holds: [
      {
        old: {
          '/orders': {
            post: {
              responses: {
                '201': {
                  description: '',
                  content: {
                    'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
                  },
                },
              },
            },
          },
          '/orders/{id}': {
            delete: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
              responses: { '204': { description: '' } },
            },
          },
        },
        new: {
          '/orders': {
            post: {
              responses: {
                '201': {
                  description: '',
                  content: {
                    'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
                  },
                },
              },
            },
          },
          '/orders/{id}': {
            delete: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
              responses: { '204': { description: '' } },
            },
          },
        },
      },
      {
        old: {
          '/orders': {
            post: {
              responses: {
                '201': {
                  description: '',
                  content: {
                    'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
                  },
                },
              },
            },
          },
          '/orders/{id}': {
            delete: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '204': { description: '' } },
            },
          },
        },
        new: {
          '/orders': {
            post: {
              responses: {
                '201': {
                  description: '',
                  content: { 'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } } },
                },
              },
            },
          },
          '/orders/{id}': {
            delete: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '204': { description: '' } },
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'given' ? `${change.to} does not take ${change.by}, when N gave it` : undefined),
});
