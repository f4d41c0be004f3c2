import { defineCompatRule } from '../rule.ts';

export const responsePropertyBecameOptional = defineCompatRule({
  id: 'compat/response-property-became-optional',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-property-became-required',
  why: 'A client of N-1 was promised the property and fails where N leaves it out.',
  fix: 'Go on answering with it until no client relies on it.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'response' && change.turn === 'became-optional'
      ? `the property ${change.name} may be missing now`
      : undefined,
});
