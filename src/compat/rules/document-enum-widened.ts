import { defineCompatRule } from '../rule.ts';

export const documentEnumWidened = defineCompatRule({
  id: 'compat/document-enum-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-enum-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } }],
    holds: [
      { side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'document', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'enum' && change.turn === 'widened'
      ? 'the values are widened'
      : undefined,
});
