import { defineCompatRule } from '../rule.ts';

export const securityFlowAdded = defineCompatRule({
  id: 'compat/security-flow-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-flow-removed',
  why: 'A client that gets its tokens in this way gets none once N-1 is back.',
  fix: 'Let clients use the flow only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
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
              oauth: {
                type: 'oauth2',
                flows: {
                  clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } },
                  password: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } },
                },
              },
            },
          },
          security: [{ oauth: ['read'] }],
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
              oauth: {
                type: 'oauth2',
                flows: {
                  clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } },
                  password: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } },
                },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
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
          components: {
            securitySchemes: {
              oauth: {
                type: 'oauth2',
                flows: {
                  clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } },
                  password: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } },
                },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              oauth: {
                type: 'oauth2',
                flows: {
                  clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } },
                  password: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } },
                },
              },
            },
          },
          security: [{ oauth: ['read'] }],
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'flow' && change.turn === 'added'
      ? `tokens are given by the flow ${change.after} too`
      : undefined,
});
