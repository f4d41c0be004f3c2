import { defineCompatRule } from '../rule.ts';

export const requestPatternNarrowed = defineCompatRule({
  id: 'compat/request-pattern-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-pattern-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } }],
    holds: [
      { side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'request', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'pattern' && change.turn === 'narrowed'
      ? 'the pattern is narrowed'
      : undefined,
});
