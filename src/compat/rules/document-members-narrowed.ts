import { defineCompatRule } from '../rule.ts';

export const documentMembersNarrowed = defineCompatRule({
  id: 'compat/document-members-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-members-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'array' }, new: { type: 'array', contains: { type: 'string' } } }],
    holds: [
      { side: 'document', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array', contains: { type: 'string' } } },
      { side: 'document', old: { type: 'array', contains: { type: 'string' } }, new: { type: 'array' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'members' && change.turn === 'narrowed'
      ? 'the demands on members are narrowed'
      : undefined,
});
