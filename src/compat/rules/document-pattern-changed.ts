import { defineCompatRule } from '../rule.ts';

export const documentPatternChanged = defineCompatRule({
  id: 'compat/document-pattern-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-pattern-changed',
  why: 'Each version refuses what the other writes: N cannot read what was there, and N-1 cannot read what N wrote.',
  fix: 'Put what is new beside what is old, and drop the old one release after nobody uses it.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^b' } }],
    holds: [{ side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } }],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'pattern' && change.turn === 'changed'
      ? 'the pattern is changed'
      : undefined,
});
