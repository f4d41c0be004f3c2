import { defineCompatRule } from '../rule.ts';

export const deliveryMediaRemoved = defineCompatRule({
  id: 'compat/delivery-media-removed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/delivery-media-added',
  why: 'N-1, once it is back, calls with a body that a consumer of N was not told of.',
  fix: 'Let consumers read it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        whole: true,
        old: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {}, 'application/xml': {} } } } } } },
        new: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {} } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {} } } } } } },
        new: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {}, 'application/xml': {} } } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'delivery-media' && change.turn === 'removed' ? `the body is no longer ${change.name}` : undefined),
});
