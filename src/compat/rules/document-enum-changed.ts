import { defineCompatRule } from '../rule.ts';

export const documentEnumChanged = defineCompatRule({
  id: 'compat/document-enum-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-enum-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'd'] } }],
    holds: [{ side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'enum' && change.turn === 'changed'
      ? 'the values are changed'
      : undefined,
});
