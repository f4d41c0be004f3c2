import { defineCompatRule } from '../rule.ts';

export const requestFormatChanged = defineCompatRule({
  id: 'compat/request-format-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-format-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date-time' } }],
    holds: [{ side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'format' && change.turn === 'changed'
      ? 'the format is changed'
      : undefined,
});
