import { defineCompatRule } from '../rule.ts';

export const securityFlowRemoved = defineCompatRule({
  id: 'compat/security-flow-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/security-flow-added',
  why: 'A client of N-1 gets its tokens in this way, and gets none any more.',
  fix: 'Offer the flow until no client uses it.',
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
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'flow' && change.turn === 'removed'
      ? `tokens are no longer given by the flow ${change.before}`
      : undefined,
});
