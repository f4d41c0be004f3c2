import { defineCompatRule } from '../rule.ts';

export const responseMembersChanged = defineCompatRule({
  id: 'compat/response-members-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-members-changed',
  why: 'Each version answers with what clients of the other do not understand: the rollout breaks, and so does the way back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [],
    holds: [
      { side: 'response', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'members' && change.turn === 'changed'
      ? 'the demands on members are changed'
      : undefined,
});
