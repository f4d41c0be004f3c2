import { defineCompatRule } from '../rule.ts';

export const responsePatternNarrowed = defineCompatRule({
  id: 'compat/response-pattern-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-pattern-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string' }, new: { type: 'string', pattern: '^a' } }],
    holds: [
      { side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string', pattern: '^a' } },
      { side: 'response', old: { type: 'string', pattern: '^a' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'pattern' && change.turn === 'narrowed'
      ? 'the pattern is narrowed'
      : undefined,
});
