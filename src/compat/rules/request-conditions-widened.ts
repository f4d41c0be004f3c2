import { defineCompatRule } from '../rule.ts';

export const requestConditionsWidened = defineCompatRule({
  id: 'compat/request-conditions-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-conditions-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { not: { type: 'string' } }, new: {} }],
    holds: [
      { side: 'request', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'request', old: {}, new: { not: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'conditions' && change.turn === 'widened'
      ? 'the conditions are widened'
      : undefined,
});
