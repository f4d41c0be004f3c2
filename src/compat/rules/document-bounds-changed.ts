import { defineCompatRule } from '../rule.ts';

export const documentBoundsChanged = defineCompatRule({
  id: 'compat/document-bounds-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-bounds-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', minimum: 5, maximum: 20 } }],
    holds: [{ side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'bounds' && change.turn === 'changed'
      ? 'the limits are changed'
      : undefined,
});
