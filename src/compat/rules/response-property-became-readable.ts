import { defineCompatRule } from '../rule.ts';

export const responsePropertyBecameReadable = defineCompatRule({
  id: 'compat/response-property-became-readable',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-property-became-write-only',
  why: 'A client that uses the property does not get it once N-1 answers again.',
  fix: 'Let clients do without it until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'response',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', writeOnly: true } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'response' && change.stays === true && change.turn === 'added'
      ? `the property ${change.name} is answered with now`
      : undefined,
});
