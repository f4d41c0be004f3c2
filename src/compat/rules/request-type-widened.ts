import { defineCompatRule } from '../rule.ts';

export const requestTypeWidened = defineCompatRule({
  id: 'compat/request-type-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-type-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string' }, new: { type: ['string', 'integer'] } }],
    holds: [
      { side: 'request', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'request', old: { type: ['string', 'integer'] }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'type' && change.turn === 'widened'
      ? 'the type is widened'
      : undefined,
});
