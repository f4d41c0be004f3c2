import { defineCompatRule } from '../rule.ts';

export const securityScopeRemoved = defineCompatRule({
  id: 'compat/security-scope-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/security-scope-added',
  why: 'A client of N-1 may still ask for it, and then gets no token, though no operation demands it.',
  fix: 'Offer the scope until no client asks for it.',
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
              oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } } } },
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
              oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } } } },
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
                flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
              },
            },
          },
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: {
            securitySchemes: {
              oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: { read: '' } } } },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'scope' && change.turn === 'removed'
      ? `the scope ${change.before} is no longer offered`
      : undefined,
});
