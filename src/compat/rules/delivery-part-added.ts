import { defineCompatRule } from '../rule.ts';

export const deliveryPartAdded = defineCompatRule({
  id: 'compat/delivery-part-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: ['compat/delivery-part-removed', 'compat/optional-delivery-part-removed'],
  why: 'A consumer of N that relies on it does without once N-1 calls again.',
  fix: 'Let consumers rely on it only once N-1 is out of reach.',
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
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
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
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
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
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
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
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
                requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
                responses: { '200': { description: '' } },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) => (change.kind === 'delivery-part' && change.turn === 'added' ? `${change.part} of the call is new` : undefined),
});
