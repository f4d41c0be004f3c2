import { defineCompatRule } from '../rule.ts';

export const documentOptionalPropertyAdded = defineCompatRule({
  id: 'compat/document-optional-property-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-optional-property-removed',
  why: 'N-1 does not know the property: what N was told in it is ignored, or refused, once N-1 is back.',
  fix: 'Let nobody rely on it before N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', properties: { a: { type: 'string' } } },
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
    change.kind === 'property' && change.side === 'document' && change.turn === 'added' && !change.required
      ? `the property ${change.name} is new`
      : undefined,
});
