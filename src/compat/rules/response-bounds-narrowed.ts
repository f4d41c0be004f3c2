import { defineCompatRule } from '../rule.ts';

export const responseBoundsNarrowed = defineCompatRule({
  id: 'compat/response-bounds-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-bounds-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'integer', maximum: 20 }, new: { type: 'integer', maximum: 10 } }],
    holds: [
      { side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 10 } },
      { side: 'response', old: { type: 'integer', maximum: 10 }, new: { type: 'integer', maximum: 20 } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'bounds' && change.turn === 'narrowed'
      ? 'the limits are narrowed'
      : undefined,
});
