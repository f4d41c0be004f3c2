import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliveryAddressRemoved = defineCompatRule({
  id: 'compat/delivery-address-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },

  mirror: 'compat/delivery-address-added',
  why: 'A consumer of N-1 that listens there is called no more as soon as N serves.',
  fix: 'Go on calling there until nobody listens.',
  examples: {
    breaks: [
      webhooks(
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
        { servers: [{ url: 'https://a.example.com' }] },
      ),
    ],
    holds: [
      webhooks(
        { servers: [{ url: 'https://a.example.com' }] },
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
      ),
      webhooks(
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
        { servers: [{ url: 'https://b.example.com' }, { url: 'https://a.example.com' }] },
      ),
    ],
  },
  check: (change) => (change.kind === 'delivery-address' && change.turn === 'removed' ? `it goes no more to ${change.from}` : undefined),
});
