import { defineCompatRule } from '../rule.ts';

export const callbackMoved = defineCompatRule({
  id: 'compat/callback-moved',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/callback-moved',
  why: 'A client says in one place where it wants to be called, and the other version looks for it in another.',
  fix: 'Look in both places in this release; take the old one away once no client uses it.',
  examples: {
    breaks: [
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
              callbacks: { paid: { '{$request.query.url}': { post: { responses: { '200': { description: '' } } } } } },
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
        new: {
          '/a': {
            post: {
              callbacks: { paid: { '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
      },
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
  },
  check: (change) =>
    change.kind === 'delivery' && change.of === 'callback' && change.turn === 'moved'
      ? `it goes to ${change.to} now, and went to ${change.from}`
      : undefined,
});
