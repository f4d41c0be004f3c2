import { defineCompatRule } from '../rule.ts';

export const requestBoundsWidened = defineCompatRule({
  id: 'compat/request-bounds-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-bounds-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } }],
    holds: [
      { side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'request', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'bounds' && change.turn === 'widened'
      ? 'the limits are widened'
      : undefined,
});
