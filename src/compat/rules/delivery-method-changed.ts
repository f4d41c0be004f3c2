import { defineCompatRule } from '../rule.ts';

const done = { responses: { '200': { description: '' } } };
const webhook = (pathItem: object): object => ({ paths: { '/a': { get: done } }, webhooks: { paid: pathItem } });

export const deliveryMethodChanged = defineCompatRule({
  id: 'compat/delivery-method-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/delivery-method-changed',
  why: 'Consumers are called at the same address by another method, which those of the other version do not serve.',
  fix: 'Go on calling by the old method, and let consumers choose the new one under a name or an address of its own.',
  examples: {
    breaks: [{ whole: true, old: webhook({ post: done }), new: webhook({ put: done }) }],
    holds: [
      { whole: true, old: webhook({ post: done }), new: webhook({ post: done }) },
      { whole: true, old: webhook({ post: done }), new: webhook({ post: done, put: done }) },
    ],
  },
  check: (change) =>
    change.kind === 'delivery' && change.turn === 'method-changed'
      ? `the ${change.of} ${change.name} is called by ${change.to} now, and was by ${change.from}`
      : undefined,
});
