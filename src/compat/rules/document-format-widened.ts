import { defineCompatRule } from '../rule.ts';

export const documentFormatWidened = defineCompatRule({
  id: 'compat/document-format-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-format-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string' } }],
    holds: [
      { side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'document', old: { type: 'string' }, new: { type: 'string', format: 'date' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'format' && change.turn === 'widened'
      ? 'the format is widened'
      : undefined,
});
