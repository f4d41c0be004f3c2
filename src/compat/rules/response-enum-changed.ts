import { defineCompatRule } from '../rule.ts';

export const responseEnumChanged = defineCompatRule({
  id: 'compat/response-enum-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-enum-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'd'] } }],
    holds: [{ side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'enum' && change.turn === 'changed'
      ? 'the values are changed'
      : undefined,
});
