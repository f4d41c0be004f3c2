import { defineCompatRule } from '../rule.ts';

export const responsePropertyBecameWriteOnly = defineCompatRule({
  id: 'compat/response-property-became-write-only',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/response-property-became-readable',
  why: 'A client of N-1 that reads the property does not get it any more.',
  fix: 'Go on answering with it in this release; leave it out once no client reads it.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
      },
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'response' && change.stays === true && change.turn === 'removed'
      ? `the property ${change.name} is write-only now`
      : undefined,
});
