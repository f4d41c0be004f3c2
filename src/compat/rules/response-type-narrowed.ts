import { defineCompatRule } from '../rule.ts';

export const responseTypeNarrowed = defineCompatRule({
  id: 'compat/response-type-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-type-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: ['string', 'integer'] }, new: { type: 'string' } }],
    holds: [
      { side: 'response', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'response', old: { type: 'string' }, new: { type: ['string', 'integer'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'type' && change.turn === 'narrowed'
      ? 'the type is narrowed'
      : undefined,
});
