import { defineCompatRule } from '../rule.ts';

export const requestPatternChanged = defineCompatRule({
  id: 'compat/request-pattern-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-pattern-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^b' } }],
    holds: [{ side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'pattern' && change.turn === 'changed'
      ? 'the pattern is changed'
      : undefined,
});
