import { defineCompatRule } from '../rule.ts';

export const optionalDeliveryPartRemoved = defineCompatRule({
  id: 'compat/optional-delivery-part-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/delivery-part-added',
  why: 'A consumer of N-1 may read it where it came, and it does not come any more.',
  fix: 'Go on sending it until no consumer reads it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                parameters: [{ name: 'X-Signature', in: 'header', required: false, schema: { type: 'string' } }],
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
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          webhooks: {
            paid: {
              post: {
                parameters: [{ name: 'X-Signature', in: 'header', required: false, schema: { type: 'string' } }],
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
                parameters: [{ name: 'X-Signature', in: 'header', required: false, schema: { type: 'string' } }],
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
                parameters: [{ name: 'X-Signature', in: 'header', required: false, schema: { type: 'string' } }],
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
    change.kind === 'delivery-part' && change.turn === 'removed' && !change.required ? `${change.part} of the call is gone` : undefined,
});
