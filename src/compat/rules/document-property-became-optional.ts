import { defineCompatRule } from '../rule.ts';

export const documentPropertyBecameOptional = defineCompatRule({
  id: 'compat/document-property-became-optional',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-property-became-required',
  why: 'N-1 refuses what leaves the property out, as N allows.',
  fix: 'Let it be left out only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'document' && change.turn === 'became-optional'
      ? `the property ${change.name} is optional now`
      : undefined,
});
