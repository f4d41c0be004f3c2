import { defineCompatRule } from '../rule.ts';

export const requestTypeNarrowed = defineCompatRule({
  id: 'compat/request-type-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-type-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: ['string', 'integer'] }, new: { type: 'string' } }],
    holds: [
      { side: 'request', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'request', old: { type: 'string' }, new: { type: ['string', 'integer'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'type' && change.turn === 'narrowed'
      ? 'the type is narrowed'
      : undefined,
});
