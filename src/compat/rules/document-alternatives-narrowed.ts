import { defineCompatRule } from '../rule.ts';

export const documentAlternativesNarrowed = defineCompatRule({
  id: 'compat/document-alternatives-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/document-alternatives-widened',
  why: 'Documents that N-1 wrote are refused by N.',
  fix: 'Go on accepting it in this release; refuse it once no such document is left.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
    ],
    holds: [
      {
        side: 'document',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      },
      {
        side: 'document',
        old: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        new: { anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer' }] },
      },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'document' && change.aspect === 'alternatives' && change.turn === 'narrowed'
      ? 'the alternatives are narrowed'
      : undefined,
});
