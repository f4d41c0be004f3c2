import { defineCompatRule } from '../rule.ts';

export const requestEnumNarrowed = defineCompatRule({
  id: 'compat/request-enum-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-enum-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } }],
    holds: [
      { side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'enum' && change.turn === 'narrowed'
      ? 'the values are narrowed'
      : undefined,
});
