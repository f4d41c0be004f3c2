import { defineCompatRule } from '../rule.ts';

export const documentConditionsNarrowed = defineCompatRule({
  id: 'compat/document-conditions-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-conditions-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: {}, new: { not: { type: 'string' } } }],
    holds: [
      { side: 'document', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'document', old: { not: { type: 'string' } }, new: {} },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'conditions' && change.turn === 'narrowed'
      ? 'the conditions are narrowed'
      : undefined,
});
