import { defineCompatRule } from '../rule.ts';

export const responseBoundsChanged = defineCompatRule({
  id: 'compat/response-bounds-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-bounds-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', minimum: 5, maximum: 20 } }],
    holds: [{ side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'bounds' && change.turn === 'changed'
      ? 'the limits are changed'
      : undefined,
});
