import { defineCompatRule } from '../rule.ts';

export const requestFormatWidened = defineCompatRule({
  id: 'compat/request-format-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-format-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string' } }],
    holds: [
      { side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'request', old: { type: 'string' }, new: { type: 'string', format: 'date' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'format' && change.turn === 'widened'
      ? 'the format is widened'
      : undefined,
});
