import { defineCompatRule } from '../rule.ts';

export const requestPropertyBecameWritable = defineCompatRule({
  id: 'compat/request-property-became-writable',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-property-became-read-only',
  why: 'N-1 ignores, or refuses, the property once it is back.',
  fix: 'Let clients send it only once N-1 is out of reach.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        new: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', readOnly: true } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property' && change.side === 'request' && change.stays === true && change.turn === 'added'
      ? `the property ${change.name} may be sent now`
      : undefined,
});
