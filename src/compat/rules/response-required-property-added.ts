import { defineCompatRule } from '../rule.ts';

export const responseRequiredPropertyAdded = defineCompatRule({
  id: 'compat/response-required-property-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-required-property-removed',
  why: 'A client that relies on the property finds it missing once N-1 answers again.',
  fix: 'Let clients rely on it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' } } },
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
    change.kind === 'property' && change.side === 'response' && change.turn === 'added' && change.stays === undefined && change.required
      ? `the property ${change.name} is new and always there`
      : undefined,
});
