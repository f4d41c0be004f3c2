import { defineCompatRule } from '../rule.ts';

export const documentOptionalPropertyRemoved = defineCompatRule({
  id: 'compat/document-optional-property-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-optional-property-added',
  why: 'N ignores, or refuses, what is still sent in the property.',
  fix: 'Say that it is deprecated in this release; remove it once nobody sends it.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
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
    change.kind === 'property' && change.side === 'document' && change.turn === 'removed' && !change.required
      ? `the property ${change.name} is gone`
      : undefined,
});
