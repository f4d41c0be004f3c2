import { defineCompatRule } from '../rule.ts';

export const requestPropertyBecameReadOnly = defineCompatRule({
  id: 'compat/request-property-became-read-only',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/request-property-became-writable',
  why: 'N ignores, or refuses, what clients of N-1 still send in the property.',
  fix: 'Go on taking it in this release; make it read-only once nobody sends it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
      },
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'request' && change.stays === true && change.turn === 'removed'
      ? `the property ${change.name} is read-only now`
      : undefined,
});
