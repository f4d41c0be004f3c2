import { defineCompatRule } from '../rule.ts';

export const responseOptionalPropertyRemoved = defineCompatRule({
  id: 'compat/response-optional-property-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-optional-property-added',
  why: 'A client of N-1 that reads the property gets it no more.',
  fix: 'Say that it is deprecated in this release; remove it once no client reads it.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'response' && change.turn === 'removed' && change.stays === undefined && !change.required
      ? `the property ${change.name} is gone`
      : undefined,
});
