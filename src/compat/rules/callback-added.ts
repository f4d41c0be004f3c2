import { defineCompatRule } from '../rule.ts';

export const callbackAdded = defineCompatRule({
  id: 'compat/callback-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/callback-removed',
  why: 'A client that began to wait for it waits in vain once N-1 is back.',
  fix: 'Let clients rely on it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { post: { responses: { '200': { description: '' } } } } },
        new: {
          '/a': {
            post: {
              callbacks: { paid: { '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
    holds: [
      {
        old: {
          '/a': {
            post: {
              callbacks: { paid: { '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
      {
        old: {
          '/a': {
            post: {
              callbacks: { paid: { '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
        new: {
          '/a': {
            post: {
              callbacks: { paid: { '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'delivery' && change.of === 'callback' && change.turn === 'added' ? `the callback ${change.name} is new` : undefined,
});
