import { defineCompatRule } from '../rule.ts';

export const linkRemoved = defineCompatRule({
  id: 'compat/link-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/link-added',
  why: 'A client of N-1 that follows it finds no such link any more.',
  fix: 'Keep it until no client follows it.',
  examples: {
    breaks: [
      {
        old: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  links: { self: { operationRef: '#/paths/~1a~1{id}/get', parameters: { id: '$response.body#/id' } } },
                },
              },
            },
          },
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a': { get: { responses: { '200': { description: '' } } } },
          '/a/{id}': {
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
          '/a': { get: { responses: { '200': { description: '' } } } },
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  links: { self: { operationRef: '#/paths/~1a~1{id}/get', parameters: { id: '$response.body#/id' } } },
                },
              },
            },
          },
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
      },
      {
        old: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  links: { self: { operationRef: '#/paths/~1a~1{id}/get', parameters: { id: '$response.body#/id' } } },
                },
              },
            },
          },
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  links: { self: { operationRef: '#/paths/~1a~1{id}/get', parameters: { id: '$response.body#/id' } } },
                },
              },
            },
          },
          '/a/{id}': {
            get: {
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'link' && change.turn === 'removed' ? `the link ${change.name} is gone` : undefined),
});
