import { defineCompatRule } from '../rule.ts';

export const requestFormatNarrowed = defineCompatRule({
  id: 'compat/request-format-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/request-format-widened',
  why: 'A client of N-1 still sends what N no longer takes, so its requests fail as soon as N serves.',
  fix: 'Go on accepting it in this release; refuse it one release after the last client stopped sending it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string' }, new: { type: 'string', format: 'date' } }],
    holds: [
      { side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'request', old: { type: 'string', format: 'date' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'format' && change.turn === 'narrowed'
      ? 'the format is narrowed'
      : undefined,
});
