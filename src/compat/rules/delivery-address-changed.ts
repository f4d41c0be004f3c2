import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliveryAddressChanged = defineCompatRule({
  id: 'compat/delivery-address-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/delivery-address-changed',
  why: 'A consumer listens where its version says that it is called, and the other version calls elsewhere.',
  fix: 'Call both places in this release; give up the old one once nobody listens there.',
  examples: {
    breaks: [webhooks({ servers: [{ url: 'https://a.example.com' }] }, { servers: [{ url: 'https://b.example.com' }] })],
    holds: [
      webhooks(
        { servers: [{ url: 'https://a.example.com' }] },
        { servers: [{ url: 'https://a.example.com' }, { url: 'https://b.example.com' }] },
      ),
    ],
  },
  check: (change) =>
    change.kind === 'delivery-address' && change.turn === 'changed' ? `it goes to ${change.to} now, and went to ${change.from}` : undefined,
});
