import { defineCompatRule } from '../rule.ts';

export const securityWidened = defineCompatRule({
  id: 'compat/security-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-narrowed',
  why: 'A client that shows only what N takes is refused once N-1 is back.',
  fix: 'Let clients show what N-1 asks for until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ oauth: ['read', 'write'] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
      },
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
          security: [{ key: [] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
          security: [{ key: [] }, {}],
        },
      },
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ key: [] }, { oauth: ['read'] }],
        },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              key: { type: 'apiKey', in: 'header', name: 'X-Key' },
              oauth: {
                type: 'oauth2',
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
          security: [{ oauth: ['read', 'write'] }],
        },
      },
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
          security: [{ key: [] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
          security: [{ apiKey: [] }],
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'security' && change.turn === 'widened'
      ? `N takes ${change.after.join(' or ')}, and N-1 took ${change.before.join(' or ')}`
      : undefined,
});
