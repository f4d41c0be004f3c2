import { defineCompatRule } from '../rule.ts';

export const documentFormatChanged = defineCompatRule({
  id: 'compat/document-format-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-format-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date-time' } }],
    holds: [{ side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'format' && change.turn === 'changed'
      ? 'the format is changed'
      : undefined,
});
