import { defineCompatRule } from '../rule.ts';

export const documentFormatNarrowed = defineCompatRule({
  id: 'compat/document-format-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-format-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [{ side: 'document', old: { type: 'string' }, new: { type: 'string', format: 'date' } }],
    holds: [
      { side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'document', old: { type: 'string', format: 'date' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'format' && change.turn === 'narrowed'
      ? 'the format is narrowed'
      : undefined,
});
