import { defineCompatRule } from '../rule.ts';

export const documentPatternWidened = defineCompatRule({
  id: 'compat/document-pattern-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-pattern-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } }],
    holds: [
      { side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'document', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'pattern' && change.turn === 'widened'
      ? 'the pattern is widened'
      : undefined,
});
