import { defineCompatRule } from '../rule.ts';

export const documentTypeChanged = defineCompatRule({
  id: 'compat/document-type-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-type-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string' }, new: { type: 'integer' } }],
    holds: [{ side: 'document', old: { type: 'string' }, new: { type: 'string' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'type' && change.turn === 'changed'
      ? 'the type is changed'
      : undefined,
});
