import { defineCompatRule } from '../rule.ts';

export const documentTypeWidened = defineCompatRule({
  id: 'compat/document-type-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-type-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string' }, new: { type: ['string', 'integer'] } }],
    holds: [
      { side: 'document', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'document', old: { type: ['string', 'integer'] }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'type' && change.turn === 'widened'
      ? 'the type is widened'
      : undefined,
});
