import { defineCompatRule } from '../rule.ts';

export const documentPatternNarrowed = defineCompatRule({
  id: 'compat/document-pattern-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-pattern-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } }],
    holds: [
      { side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'document', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'pattern' && change.turn === 'narrowed'
      ? 'the pattern is narrowed'
      : undefined,
});
