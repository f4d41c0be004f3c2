import { defineCompatRule } from '../rule.ts';

export const responseTypeChanged = defineCompatRule({
  id: 'compat/response-type-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-type-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string' }, new: { type: 'integer' } }],
    holds: [{ side: 'response', old: { type: 'string' }, new: { type: 'string' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'type' && change.turn === 'changed'
      ? 'the type is changed'
      : undefined,
});
