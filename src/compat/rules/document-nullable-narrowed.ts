import { defineCompatRule } from '../rule.ts';

export const documentNullableNarrowed = defineCompatRule({
  id: 'compat/document-nullable-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-nullable-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: ['string', 'null'] }, new: { type: 'string' } }],
    holds: [
      { side: 'document', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'document', old: { type: 'string' }, new: { type: ['string', 'null'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'nullable' && change.turn === 'narrowed'
      ? 'null is no longer allowed'
      : undefined,
});
