import { defineCompatRule } from '../rule.ts';

export const requestEnumWidened = defineCompatRule({
  id: 'compat/request-enum-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-enum-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } }],
    holds: [
      { side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'request', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'enum' && change.turn === 'widened'
      ? 'the values are widened'
      : undefined,
});
