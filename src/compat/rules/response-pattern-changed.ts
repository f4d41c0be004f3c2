import { defineCompatRule } from '../rule.ts';

export const responsePatternChanged = defineCompatRule({
  id: 'compat/response-pattern-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-pattern-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^b' } }],
    holds: [{ side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'pattern' && change.turn === 'changed'
      ? 'the pattern is changed'
      : undefined,
});
