import { defineCompatRule } from '../rule.ts';

export const responseConditionsNarrowed = defineCompatRule({
  id: 'compat/response-conditions-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-conditions-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: {}, new: { not: { type: 'string' } } }],
    holds: [
      { side: 'response', old: { not: { type: 'string' } }, new: { not: { type: 'string' } } },
      { side: 'response', old: { not: { type: 'string' } }, new: {} },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'conditions' && change.turn === 'narrowed'
      ? 'the conditions are narrowed'
      : undefined,
});
