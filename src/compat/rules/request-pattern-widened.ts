import { defineCompatRule } from '../rule.ts';

export const requestPatternWidened = defineCompatRule({
  id: 'compat/request-pattern-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-pattern-narrowed',
  why: 'A client that began to send what only N takes is refused by N-1 after the rollback.',
  fix: 'Let clients use it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } }],
    holds: [
      { side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'request', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'pattern' && change.turn === 'widened'
      ? 'the pattern is widened'
      : undefined,
});
