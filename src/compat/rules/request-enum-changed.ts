import { defineCompatRule } from '../rule.ts';

export const requestEnumChanged = defineCompatRule({
  id: 'compat/request-enum-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-enum-changed',
  why: 'Each version refuses what the other takes: clients of N-1 fail on N, and clients of N fail once N-1 is back.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'd'] } }],
    holds: [{ side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'request' && change.aspect === 'enum' && change.turn === 'changed'
      ? 'the values are changed'
      : undefined,
});
