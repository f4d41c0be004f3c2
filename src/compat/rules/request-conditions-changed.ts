import { defineCompatRule } from '../rule.ts';

export const requestConditionsChanged = defineCompatRule({
  id: 'compat/request-conditions-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-conditions-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { not: { type: 'string' } }, new: { not: { type: 'integer' } } }],
    holds: [{ side: 'request', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'conditions' && change.turn === 'changed'
      ? 'the conditions are changed'
      : undefined,
});
