import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliverySecurityRemoved = defineCompatRule({
  id: 'compat/delivery-security-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },

  mirror: 'compat/delivery-security-added',
  why: 'A consumer of N-1 knows the artifact by what it shows, and refuses the calls of N, which lack it.',
  fix: 'Go on showing it until no consumer asks for it.',
  examples: {
    breaks: [
      webhooks({ security: [{ key: [] }] }, { security: [] }),
      webhooks({ security: [{ key: [], bearer: [] }] }, { security: [{ key: [] }] }),
    ],
    holds: [
      webhooks({ security: [] }, { security: [{ key: [] }] }),
      webhooks({ security: [{ key: [] }, { bearer: [] }] }, { security: [{ bearer: [] }, { key: [] }] }),
    ],
  },
  check: (change) =>
    change.kind === 'delivery-security' && change.turn === 'removed'
      ? `the call shows ${change.to} now, and showed ${change.from}`
      : undefined,
});
