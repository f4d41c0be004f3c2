import { defineCompatRule } from '../rule.ts';

export const responseRequiredPropertyRemoved = defineCompatRule({
  id: 'compat/response-required-property-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-required-property-added',
  why: 'A client of N-1 was promised the property and fails without it.',
  fix: 'Go on answering with it in this release; remove it once no client reads it.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
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
    change.kind === 'property' && change.side === 'response' && change.turn === 'removed' && change.stays === undefined && change.required
      ? `the property ${change.name}, which N-1 promised, is gone`
      : undefined,
});
