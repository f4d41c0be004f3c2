import { defineCompatRule } from '../rule.ts';

export const callbackRemoved = defineCompatRule({
  id: 'compat/callback-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/callback-added',
  why: 'A client of N-1 waits for this call, and it does not come any more.',
  fix: 'Go on calling back until no client waits for it.',
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
        new: { '/a': { post: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
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
              callbacks: { settled: { '{ $request.body#/url }': { post: { responses: { '200': { description: '' } } } } } },
              responses: { '200': { description: '' } },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'delivery' && change.of === 'callback' && change.turn === 'removed' ? `the callback ${change.name} is gone` : undefined,
});
