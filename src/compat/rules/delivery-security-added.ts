import { webhooks } from '../examples/webhook.ts';
import { defineCompatRule } from '../rule.ts';

export const deliverySecurityAdded = defineCompatRule({
  id: 'compat/delivery-security-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/delivery-security-removed',
  why: 'A consumer that asks for what N shows in addition refuses the calls of N-1 once it is back.',
  fix: 'Let consumers ask for it only once N-1 is out of reach.',
  examples: {
    breaks: [
      webhooks({ security: [] }, { security: [{ key: [] }] }),
      webhooks({ security: [{ key: [] }] }, { security: [{ key: [], bearer: [] }] }),
    ],
    holds: [
      webhooks({ security: [{ key: [] }] }, { security: [] }),
      webhooks({ security: [{ key: [] }, { bearer: [] }] }, { security: [{ bearer: [] }, { key: [] }] }),
    ],
  },
  check: (change) =>
    change.kind === 'delivery-security' && change.turn === 'added'
      ? `the call shows ${change.to} now, and showed ${change.from}`
      : undefined,
});
