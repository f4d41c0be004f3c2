import { defineCompatRule } from '../rule.ts';

export const serverPathRemoved = defineCompatRule({
  id: 'compat/server-path-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/server-added',
  why: 'Every call goes to the path of a server and then the path of the operation: a client of N-1 may call what N does not serve.',
  fix: 'Go on serving the path until no client calls it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://a.example.com/v2' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://b.example.com/v1' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'server-path' && change.turn === 'removed' ? `it is no longer called under ${change.from}` : undefined,
});
