import { defineCompatRule } from '../rule.ts';

export const responsePropertyBecameRequired = defineCompatRule({
  id: 'compat/response-property-became-required',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-property-became-optional',
  why: 'A client that relies on the property may find it missing once N-1 answers again.',
  fix: 'Let clients rely on it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'response' && change.turn === 'became-required'
      ? `the property ${change.name} is always there now`
      : undefined,
});
