import { defineCompatRule } from '../rule.ts';

export const requestConditionsNarrowed = defineCompatRule({
  id: 'compat/request-conditions-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-conditions-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: {}, new: { not: { type: 'string' } } }],
    holds: [
      { side: 'request', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'request', old: { not: { type: 'string' } }, new: {} },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'conditions' && change.turn === 'narrowed'
      ? 'the conditions are narrowed'
      : undefined,
});
