import { defineCompatRule } from '../rule.ts';

export const webhookRemoved = defineCompatRule({
  id: 'compat/webhook-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/webhook-added',
  why: 'A consumer of N-1 waits for this call, and it does not come any more.',
  fix: 'Go on calling until no consumer waits for it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
                responses: { '200': { description: '' } },
              },
            },
          },
        },
        new: { paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: { paths: { '/a': { get: { responses: { '200': { description: '' } } } } } },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
                responses: { '200': { description: '' } },
              },
            },
          },
        },
      },
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
                responses: { '200': { description: '' } },
              },
            },
          },
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
                responses: { '200': { description: '' } },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'delivery' && change.of === 'webhook' && change.turn === 'removed' ? `the webhook ${change.name} is gone` : undefined,
});
