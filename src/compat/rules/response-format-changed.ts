import { defineCompatRule } from '../rule.ts';

export const responseFormatChanged = defineCompatRule({
  id: 'compat/response-format-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-format-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date-time' } }],
    holds: [{ side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'format' && change.turn === 'changed'
      ? 'the format is changed'
      : undefined,
});
