import { defineCompatRule } from '../rule.ts';

export const documentEnumNarrowed = defineCompatRule({
  id: 'compat/document-enum-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-enum-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } }],
    holds: [
      { side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'document', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'enum' && change.turn === 'narrowed'
      ? 'the values are narrowed'
      : undefined,
});
