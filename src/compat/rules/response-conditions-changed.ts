import { defineCompatRule } from '../rule.ts';

export const responseConditionsChanged = defineCompatRule({
  id: 'compat/response-conditions-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-conditions-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { not: { type: 'string' } }, new: { not: { type: 'integer' } } }],
    holds: [{ side: 'response', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'conditions' && change.turn === 'changed'
      ? 'the conditions are changed'
      : undefined,
});
