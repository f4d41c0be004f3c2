import { defineCompatRule } from '../rule.ts';

export const documentRequiredPropertyRemoved = defineCompatRule({
  id: 'compat/document-required-property-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-required-property-added',
  why: 'N ignores what is still sent in the property, and what is written for N lacks what N-1 demands.',
  fix: 'Make it optional in this release; remove it one release later.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'document' && change.turn === 'removed' && change.required
      ? `the property ${change.name}, which N-1 demands, is gone`
      : undefined,
});
