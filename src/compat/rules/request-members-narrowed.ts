import { defineCompatRule } from '../rule.ts';

export const requestMembersNarrowed = defineCompatRule({
  id: 'compat/request-members-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-members-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } }],
    holds: [
      { side: 'request', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'request', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'members' && change.turn === 'narrowed'
      ? 'the demands on members are narrowed'
      : undefined,
});
