import { defineCompatRule } from '../rule.ts';

export const serverRemoved = defineCompatRule({
  id: 'compat/server-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/server-added',
  why: 'A client of N-1 was given this address and may find nobody there any more.',
  fix: 'Keep it answering until no client calls it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://b.example.com/v1' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
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
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
      {
        whole: true,
        old: { paths: { '/a': { get: { responses: { '200': { description: '' } } } } }, servers: [{ url: '/v1' }] },
        new: { paths: { '/v1/a': { get: { responses: { '200': { description: '' } } } } }, servers: [{ url: '/' }] },
      },
    ],
  },
  check: (change) => (change.kind === 'server' && change.turn === 'removed' ? `the server ${change.url} is gone` : undefined),
});
