import { defineCompatRule } from '../rule.ts';

export const documentTypeNarrowed = defineCompatRule({
  id: 'compat/document-type-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-type-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: ['string', 'integer'] }, new: { type: 'string' } }],
    holds: [
      { side: 'document', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'document', old: { type: 'string' }, new: { type: ['string', 'integer'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'type' && change.turn === 'narrowed'
      ? 'the type is narrowed'
      : undefined,
});
