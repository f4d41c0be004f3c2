import { defineCompatRule } from '../rule.ts';

export const documentRequiredPropertyAdded = defineCompatRule({
  id: 'compat/document-required-property-added',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-required-property-removed',
  why: 'What was complete for N-1 lacks a property that N demands.',
  fix: 'Let the property be optional with a default in this release; demand it one release later.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
    holds: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'document' && change.turn === 'added' && change.required
      ? `the property ${change.name} is new and required`
      : undefined,
});
