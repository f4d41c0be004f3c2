import { defineCompatRule } from '../rule.ts';

export const responseFormatNarrowed = defineCompatRule({
  id: 'compat/response-format-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-format-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [{ side: 'response', old: { type: 'string' }, new: { type: 'string', format: 'date' } }],
    holds: [
      { side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string', format: 'date' } },
      { side: 'response', old: { type: 'string', format: 'date' }, new: { type: 'string' } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'format' && change.turn === 'narrowed'
      ? 'the format is narrowed'
      : undefined,
});
