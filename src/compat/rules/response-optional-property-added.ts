import { defineCompatRule } from '../rule.ts';

export const responseOptionalPropertyAdded = defineCompatRule({
  id: 'compat/response-optional-property-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-optional-property-removed',
  why: 'A client that uses the property does not get it once N-1 answers again.',
  fix: 'Let clients do without it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' } } },
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
    change.kind === 'property' && change.side === 'response' && change.turn === 'added' && change.stays === undefined && !change.required
      ? `the property ${change.name} is new`
      : undefined,
});
