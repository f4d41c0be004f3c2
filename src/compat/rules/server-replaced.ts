import { defineCompatRule } from '../rule.ts';

export const serverReplaced = defineCompatRule({
  id: 'compat/server-replaced',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/server-replaced',
  why: 'A client of one version was given an address at which it may find nobody of the other.',
  fix: 'Keep both addresses answering until no client calls the old one and N-1 is out of reach.',
  examples: {
    breaks: [
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: { servers: [{ url: 'https://b.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
      {
        whole: true,
        old: { servers: [{ url: 'http://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://a.example.com:443/v1' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'server-replaced' ? `the server is ${change.to} now, and was ${change.from}` : undefined),
});
