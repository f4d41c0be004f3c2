import { defineCompatRule } from '../rule.ts';

export const requestNullableNarrowed = defineCompatRule({
  id: 'compat/request-nullable-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-nullable-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: ['string', 'null'] }, new: { type: 'string' } }],
    holds: [
      { side: 'request', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'request', old: { type: 'string' }, new: { type: ['string', 'null'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'nullable' && change.turn === 'narrowed'
      ? 'null is no longer allowed'
      : undefined,
});
