import { defineCompatRule } from '../rule.ts';

export const serverAdded = defineCompatRule({
  id: 'compat/server-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: ['compat/server-removed', 'compat/server-path-removed'],
  why: 'A client that was given this address by N may find nobody there once N-1 is back.',
  fix: 'Let clients use it only once N-1 is out of reach, or keep it answering.',
  examples: {
    breaks: [
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: {
          servers: [{ url: 'https://a.example.com/v1' }, { url: 'https://b.example.com/v1' }],
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
        },
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
      {
        whole: true,
        old: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: { servers: [{ url: 'https://a.example.com/v1' }], paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'server' && change.turn === 'added' ? `the server ${change.url} is new` : undefined),
});
