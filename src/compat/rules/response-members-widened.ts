import { defineCompatRule } from '../rule.ts';

export const responseMembersWidened = defineCompatRule({
  id: 'compat/response-members-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-members-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } }],
    holds: [
      { side: 'response', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'response', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'members' && change.turn === 'widened'
      ? 'the demands on members are widened'
      : undefined,
});
