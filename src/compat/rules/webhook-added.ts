import { defineCompatRule } from '../rule.ts';

export const webhookAdded = defineCompatRule({
  id: 'compat/webhook-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/webhook-removed',
  why: 'A consumer that began to wait for it waits in vain once N-1 is back.',
  fix: 'Let consumers rely on it only once N-1 is out of reach.',
  examples: {
    breaks: [
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
    ],
    holds: [
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
    change.kind === 'delivery' && change.of === 'webhook' && change.turn === 'added' ? `the webhook ${change.name} is new` : undefined,
});
