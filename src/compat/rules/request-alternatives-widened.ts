import { defineCompatRule } from '../rule.ts';

export const requestAlternativesWidened = defineCompatRule({
  id: 'compat/request-alternatives-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-alternatives-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
      {
        side: 'request',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'alternatives' && change.turn === 'widened'
      ? 'the alternatives are widened'
      : undefined,
});
