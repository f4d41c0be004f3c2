import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliveryAddressAdded = defineCompatRule({
  id: 'compat/delivery-address-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/delivery-address-removed',
  why: 'A consumer that listens at the new place is called no more once N-1 is back.',
  fix: 'Let consumers move there only once N-1 is out of reach.',
  examples: {
    breaks: [
      webhooks(
        { servers: [{ url: 'https://a.example.com' }] },
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
      ),
    ],
    holds: [
      webhooks(
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
        { servers: [{ url: 'https://a.example.com' }] },
      ),
      webhooks(
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
        { servers: [{ url: 'https://b.example.com' }, { url: 'https://a.example.com' }] },
      ),
    ],
  },
  check: (change) => (change.kind === 'delivery-address' && change.turn === 'added' ? `it goes to ${change.to} too` : undefined),
});
