import { defineCompatRule } from '../rule.ts';

export const documentConditionsChanged = defineCompatRule({
  id: 'compat/document-conditions-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-conditions-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { not: { type: 'string' } }, new: { not: { type: 'integer' } } }],
    holds: [{ side: 'document', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'conditions' && change.turn === 'changed'
      ? 'the conditions are changed'
      : undefined,
});
