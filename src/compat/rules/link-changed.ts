import { defineCompatRule } from '../rule.ts';

export const linkChanged = defineCompatRule({
  id: 'compat/link-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/link-changed',
  why: 'A client of one version that follows it calls what the other version means otherwise.',
  fix: 'Give the new link a name of its own beside the old one.',
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
          '/a': {
            get: {
              responses: {
                '200': {
                  description: '',
                  links: { self: { operationRef: '#/paths/~1a~1{id}/get', parameters: { id: '$response.body#/key' } } },
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
          '/a': { get: { responses: { '200': { description: '', links: { self: { operationRef: '#/paths/~1a~1{id}/get' } } } } } },
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
              responses: { '200': { description: '', links: { self: { operationRef: '#/paths/~1a~1{id}/get', description: 'words' } } } },
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
  check: (change) =>
    change.kind === 'link' && change.turn === 'changed' ? `the link ${change.name} leads elsewhere, or with other values` : undefined,
});
