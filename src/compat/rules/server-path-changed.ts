import { defineCompatRule } from '../rule.ts';

export const serverPathChanged = defineCompatRule({
  id: 'compat/server-path-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/server-path-changed',
  why: 'Every call goes to the path of a server and then the path of the operation: a client of N-1 calls what N does not serve.',
  fix: 'Serve the new path beside the old one in this release; take the old one away once no client calls it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: { servers: [{ url: 'https://a.example.com/v2' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://b.example.com/v1' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://a.example.com/v2' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'server-path' && change.turn === 'changed'
      ? `it is called under ${change.to} now, and was under ${change.from}`
      : undefined,
});
