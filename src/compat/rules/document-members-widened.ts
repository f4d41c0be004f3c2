import { defineCompatRule } from '../rule.ts';

export const documentMembersWidened = defineCompatRule({
  id: 'compat/document-members-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/document-members-narrowed',
  why: 'A document that N wrote with what only N allows is refused by N-1 after the rollback.',
  fix: 'Write it only once N-1 is out of reach, or teach N-1 to accept it first.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } }],
    holds: [
      { side: 'document', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'document', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'members' && change.turn === 'widened'
      ? 'the demands on members are widened'
      : undefined,
});
