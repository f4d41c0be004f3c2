import { defineCompatRule } from '../rule.ts';

export const documentNullableWidened = defineCompatRule({
  id: 'compat/document-nullable-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-nullable-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string' }, new: { type: ['string', 'null'] } }],
    holds: [
      { side: 'document', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'document', old: { type: ['string', 'null'] }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'nullable' && change.turn === 'widened'
      ? 'null is allowed now'
      : undefined,
});
