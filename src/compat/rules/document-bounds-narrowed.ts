import { defineCompatRule } from '../rule.ts';

export const documentBoundsNarrowed = defineCompatRule({
  id: 'compat/document-bounds-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-bounds-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } }],
    holds: [
      { side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'document', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'bounds' && change.turn === 'narrowed'
      ? 'the limits are narrowed'
      : undefined,
});
