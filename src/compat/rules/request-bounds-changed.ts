import { defineCompatRule } from '../rule.ts';

export const requestBoundsChanged = defineCompatRule({
  id: 'compat/request-bounds-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-bounds-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', minimum: 5, maximum: 20 } }],
    holds: [{ side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'bounds' && change.turn === 'changed'
      ? 'the limits are changed'
      : undefined,
});
