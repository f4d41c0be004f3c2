import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliverySecurityChanged = defineCompatRule({
  id: 'compat/delivery-security-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/delivery-security-changed',
  why: 'A consumer of N-1 knows the artifact by what it showed and refuses the calls of N; one that was changed for N refuses those of N-1.',
  fix: 'Show both in this release; leave the old out once no consumer asks for it.',
  examples: {
    breaks: [webhooks({ security: [{ key: [] }] }, { security: [{ bearer: [] }] })],
    holds: [webhooks({ security: [{ key: [] }] }, { security: [{ key: [], bearer: [] }] })],
  },
  check: (change) =>
    change.kind !== 'delivery-security' || change.turn !== 'changed'
      ? undefined
      : change.from === change.to
        ? `the call shows ${change.to} otherwise than it did`
        : `the call shows ${change.to} now, and showed ${change.from}`,
});
