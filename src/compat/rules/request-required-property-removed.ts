import { defineCompatRule } from '../rule.ts';

export const requestRequiredPropertyRemoved = defineCompatRule({
  id: 'compat/request-required-property-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-required-property-added',
  why: 'N ignores what is still sent in the property, and what is written for N lacks what N-1 demands.',
  fix: 'Make it optional in this release; remove it one release later.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'request' && change.turn === 'removed' && change.stays === undefined && change.required
      ? `the property ${change.name}, which N-1 demands, is gone`
      : undefined,
});
