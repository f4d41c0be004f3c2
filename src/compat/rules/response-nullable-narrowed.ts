import { defineCompatRule } from '../rule.ts';

export const responseNullableNarrowed = defineCompatRule({
  id: 'compat/response-nullable-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-nullable-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: ['string', 'null'] }, new: { type: 'string' } }],
    holds: [
      { side: 'response', old: { type: 'string' }, new: { type: 'string' } },
      { side: 'response', old: { type: 'string' }, new: { type: ['string', 'null'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'nullable' && change.turn === 'narrowed'
      ? 'null is no longer allowed'
      : undefined,
});
