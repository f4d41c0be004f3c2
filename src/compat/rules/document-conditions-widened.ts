import { defineCompatRule } from '../rule.ts';

export const documentConditionsWidened = defineCompatRule({
  id: 'compat/document-conditions-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-conditions-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { not: { type: 'string' } }, new: {} }],
    holds: [
      { side: 'document', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'document', old: {}, new: { not: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'conditions' && change.turn === 'widened'
      ? 'the conditions are widened'
      : undefined,
});
