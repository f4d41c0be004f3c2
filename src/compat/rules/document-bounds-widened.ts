import { defineCompatRule } from '../rule.ts';

export const documentBoundsWidened = defineCompatRule({
  id: 'compat/document-bounds-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-bounds-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } }],
    holds: [
      { side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'document', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'bounds' && change.turn === 'widened'
      ? 'the limits are widened'
      : undefined,
});
