import { defineCompatRule } from '../rule.ts';

export const linkAdded = defineCompatRule({
  id: 'compat/link-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/link-removed',
  why: 'A client that follows it finds no such link once N-1 is back.',
  fix: 'Let clients follow it only once N-1 is out of reach.',
  examples: {
    breaks: [
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
    ],
    holds: [
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
  check: (change) => (change.kind === 'link' && change.turn === 'added' ? `the link ${change.name} is new` : undefined),
});
