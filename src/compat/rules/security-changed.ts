import { defineCompatRule } from '../rule.ts';

export const securityChanged = defineCompatRule({
  id: 'compat/security-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-changed',
  why: 'A client of N-1 shows what N does not take, and one of N shows what N-1 does not take.',
  fix: 'Take both in this release: what N-1 asks for as an alternative beside what is new.',
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
          security: [{ key: [] }],
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
    ],
    holds: [
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
    ],
  },
  check: (change) =>
    change.kind === 'security' && change.turn === 'changed'
      ? `N takes ${change.after.join(' or ')}, and N-1 took ${change.before.join(' or ')}`
      : undefined,
});
