import { defineCompatRule } from '../rule.ts';

export const deliveryPartBecameOptional = defineCompatRule({
  id: 'compat/delivery-part-became-optional',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/delivery-part-became-required',
  why: 'A consumer of N-1 was promised it, and fails when N calls without it.',
  fix: 'Go on sending it always until no consumer counts on it.',
  examples: {
    breaks: [
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
                parameters: [{ name: 'X-Signature', in: 'header', required: false, schema: { type: 'string' } }],
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
                parameters: [{ name: 'X-Signature', in: 'header', required: true, schema: { type: 'string' } }],
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
    change.kind === 'delivery-part' && change.turn === 'became-optional' ? `${change.part} of the call may be left out now` : undefined,
});
