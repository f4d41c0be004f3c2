import { defineCompatRule } from '../rule.ts';

export const requestBoundsNarrowed = defineCompatRule({
  id: 'compat/request-bounds-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-bounds-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } }],
    holds: [
      { side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'request', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'bounds' && change.turn === 'narrowed'
      ? 'the limits are narrowed'
      : undefined,
});
