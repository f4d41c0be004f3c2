import { defineCompatRule } from '../rule.ts';

export const requestPropertyBecameRequired = defineCompatRule({
  id: 'compat/request-property-became-required',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-property-became-optional',
  why: 'What was complete for N-1 may lack a property that N demands.',
  fix: 'Give it a default in this release; demand it once everybody sends it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'request' && change.turn === 'became-required'
      ? `the property ${change.name} is required now`
      : undefined,
});
