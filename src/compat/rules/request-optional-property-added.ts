import { defineCompatRule } from '../rule.ts';

export const requestOptionalPropertyAdded = defineCompatRule({
  id: 'compat/request-optional-property-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-optional-property-removed',
  why: 'N-1 does not know the property: what N was told in it is ignored, or refused, once N-1 is back.',
  fix: 'Let nobody rely on it before N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'request' && change.turn === 'added' && change.stays === undefined && !change.required
      ? `the property ${change.name} is new`
      : undefined,
});
