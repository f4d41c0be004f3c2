import { defineCompatRule } from '../rule.ts';

export const deliveryMediaAdded = defineCompatRule({
  id: 'compat/delivery-media-added',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/delivery-media-removed',
  why: 'N may call with a body that a consumer of N-1 was never told of.',
  fix: 'Teach consumers to read it in this release; send it one release later.',
  examples: {
    breaks: [
      {
        whole: true,
        old: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {} } } } } } },
        new: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {}, 'application/xml': {} } } } } } },
      },
    ],
    holds: [
      {
        whole: true,
        old: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {}, 'application/xml': {} } } } } } },
        new: { webhooks: { paid: { post: { requestBody: { content: { 'application/json': {} } } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'delivery-media' && change.turn === 'added' ? `the body may be ${change.name} now` : undefined),
});
