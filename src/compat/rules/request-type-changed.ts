import { defineCompatRule } from '../rule.ts';

export const requestTypeChanged = defineCompatRule({
  id: 'compat/request-type-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-type-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { type: 'string' }, new: { type: 'integer' } }],
    holds: [{ side: 'request', old: { type: 'string' }, new: { type: 'string' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'type' && change.turn === 'changed'
      ? 'the type is changed'
      : undefined,
});
