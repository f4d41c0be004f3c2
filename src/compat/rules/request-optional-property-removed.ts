import { defineCompatRule } from '../rule.ts';

export const requestOptionalPropertyRemoved = defineCompatRule({
  id: 'compat/request-optional-property-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-optional-property-added',
  why: 'N ignores, or refuses, what is still sent in the property.',
  fix: 'Say that it is deprecated in this release; remove it once nobody sends it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
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
    change.kind === 'property' && change.side === 'request' && change.turn === 'removed' && change.stays === undefined && !change.required
      ? `the property ${change.name} is gone`
      : undefined,
});
